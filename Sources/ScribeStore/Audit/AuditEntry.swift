public import ScribeSession

/// Who asks for something that is written down, when, and why.
///
/// None of it is checked: it says what the caller says. It is kept for good, and is no place for
/// patient data.
public struct AuditNote: Hashable, Sendable {
  /// Who it is: a user's name.
  public let who: String
  /// When it was asked for.
  public let at: Instant
  /// Why, in words for people.
  public let reason: String?

  /// Who asks, when, and why.
  public init(who: String, at: Instant, reason: String? = nil) {
    self.who = who
    self.at = at
    self.reason = reason
  }
}

/// What was done with patient data of a store.
public struct AuditEntry: Hashable, Sendable {
  /// Who did it, when, and why.
  public let note: AuditNote
  /// What was done.
  public let action: Action
  /// The session that it was done with; nil: with any.
  public let session: ExactText?
  /// What it was done with: a verb of the tool, say.
  public let what: String?
  /// Until when a session is held.
  public let until: Instant?

  /// Something that was done with patient data.
  public init(
    _ action: Action, session: ExactText? = nil, what: String? = nil, until: Instant? = nil,
    note: AuditNote
  ) {
    self.note = note
    self.action = action
    self.session = session
    self.what = what
    self.until = until
  }

  /// What somebody does with patient data that stays, of all actions those that a caller writes down.
  ///
  /// Holding, releasing and erasing are done by the store, which writes them down itself.
  public enum Access: Hashable, Sendable {
    /// Somebody is shown it.
    case shown
    /// Somebody asks whether it holds something.
    case searched
    /// It is written out as it is.
    case exported
    /// The whole store, or sessions of it, go to another store.
    case copied
    /// It is served to clients.
    case served
    /// A copy without it is made.
    case redacted

    /// The same among all actions.
    public var action: Action {
      switch self {
      case .shown: .shown
      case .searched: .searched
      case .exported: .exported
      case .copied: .copied
      case .served: .served
      case .redacted: .redacted
      }
    }
  }

  /// What is done with patient data.
  public enum Action: Hashable, Sendable, CaseIterable {
    /// Somebody was shown it.
    case shown
    /// Somebody asked whether it holds something.
    case searched
    /// It was written out as it is.
    case exported
    /// The whole store, or sessions of it, went to another store.
    case copied
    /// It was served to clients.
    case served
    /// A copy without it was made.
    case redacted
    /// Erasing it was forbidden until a time.
    case held
    /// Erasing it was no longer forbidden.
    case released
    /// It was destroyed.
    case erased
  }
}

extension AuditEntry.Action: StoredWord {
  /// The words that are stored and printed.
  private static let names: [(action: Self, name: String)] = [
    (.shown, "shown"), (.searched, "searched"), (.exported, "exported"), (.copied, "copied"),
    (.served, "served"), (.redacted, "redacted"), (.held, "held"), (.released, "released"),
    (.erased, "erased"),
  ]

  /// The word that is stored and printed.
  public var name: String { Self.names.first { $0.action == self }?.name ?? "" }
}
