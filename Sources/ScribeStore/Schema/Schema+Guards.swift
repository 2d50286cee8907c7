// What is recorded stays as it is, also for those who open the file with another program.

extension Schema {
  static let guards =
    guardAgainstChange(of: "streams")
    + guardAgainstReplacement(
      of: "streams",
      key: "id = new.id OR (session = new.session AND template_id = new.template_id "
        + "AND document_id = new.document_id)")
    + guardAgainstChange(of: "polls") + guardAgainstChange(of: "events")
    + guardAgainstReplacement(of: "events", key: "position = new.position AND place = new.place")
    + guardAgainstReplacement(of: "bodies", key: "id = new.id") + guardBodies + guardOrder

  static func guardAgainstChange(of table: String) -> String {
    """
    CREATE TRIGGER \(table)_are_not_changed BEFORE UPDATE ON \(table)
    BEGIN SELECT raise(ABORT, 'append-only: \(table) are not changed'); END;
    CREATE TRIGGER \(table)_are_not_removed BEFORE DELETE ON \(table)
    BEGIN SELECT raise(ABORT, 'append-only: \(table) are not removed'); END;

    """
  }

  /// `INSERT OR REPLACE` removes a row without asking the trigger on removal.
  static func guardAgainstReplacement(of table: String, key: String) -> String {
    """
    CREATE TRIGGER \(table)_are_not_replaced BEFORE INSERT ON \(table)
    WHEN EXISTS (SELECT 1 FROM \(table) WHERE \(key))
    BEGIN SELECT raise(ABORT, 'append-only: \(table) are not replaced'); END;

    """
  }

  /// A body may be erased, and nothing else: all that is hashed of it stays, and version 2 asks for more.
  private static let guardBodies = """
    CREATE TRIGGER bodies_are_only_erased BEFORE UPDATE ON bodies
    WHEN new.data IS NOT NULL OR new.id IS NOT old.id OR new.stream IS NOT old.stream
      OR new.bytes IS NOT old.bytes OR new.sha256 IS NOT old.sha256
      OR new.base IS NOT old.base OR new.depth IS NOT old.depth
    BEGIN SELECT raise(ABORT, 'append-only: bodies are not changed'); END;
    CREATE TRIGGER bodies_are_not_removed BEFORE DELETE ON bodies
    BEGIN SELECT raise(ABORT, 'append-only: bodies are not removed'); END;

    """

  /// A poll follows the one before, over all streams and in its own; events are of the last poll.
  private static let guardOrder = """
    CREATE TRIGGER polls_follow_each_other BEFORE INSERT ON polls
    WHEN new.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM polls)
      OR new.version IS NOT (
        SELECT coalesce(max(version), 0) + 1 FROM polls WHERE stream = new.stream)
    BEGIN SELECT raise(ABORT, 'append-only: polls follow each other'); END;
    CREATE TRIGGER events_follow_their_poll BEFORE INSERT ON events
    WHEN new.position IS NOT (SELECT max(position) FROM polls)
    BEGIN SELECT raise(ABORT, 'append-only: events follow their poll'); END;


    """
}
