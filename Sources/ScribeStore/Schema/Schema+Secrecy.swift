// Version 2: keys of sessions, seals on bodies, who saw what, and what was erased.

extension Schema {
  static let secrecy = secrets + audit + auditView + onlyWhatIsToBeErased

  private static let secrets = """
    CREATE TABLE secrets ( -- of the streams that were begun since version 2, one row each; their
      -- bodies.sha256 is HMAC-SHA-256 under a key from here, their streams.key_sha256 of all 48 bytes
      stream INTEGER PRIMARY KEY REFERENCES streams,
      clear BLOB, -- 16 bytes: the key of fingerprints; 32 bytes: what the others are derived from
      wrapped BLOB, -- the same under a key from outside, where bodies are sealed
      wrapped_by TEXT, -- the name of that key
      CHECK (clear IS NULL OR (wrapped IS NULL AND wrapped_by IS NULL)) -- erased: neither is there
    ) STRICT;

    CREATE INDEX secrets_that_are_wrapped ON secrets (stream) WHERE wrapped NOT NULL;

    CREATE TABLE sealing ( -- there where bodies of new sessions are sealed
      id INTEGER PRIMARY KEY CHECK (id = 1),
      wrapped_by TEXT NOT NULL, -- the name of the key from outside
      wrapped BLOB NOT NULL -- what only that key opens
    ) STRICT;


    """

  private static let audit = """
    CREATE TABLE audit ( -- who saw patient data, let it out, held it or erased it
      id INTEGER PRIMARY KEY, -- from 1, without a gap
      at INTEGER NOT NULL,
      who TEXT NOT NULL,
      action TEXT NOT NULL,
      session TEXT, -- null: any
      what TEXT, -- what it was done with
      reason TEXT,
      until INTEGER, -- of a hold
      hash BLOB NOT NULL -- SHA-256 over the hash before it and this row
    ) STRICT;

    CREATE INDEX audit_of_session ON audit (session, action);

    \(guardAgainstChange(of: "audit"))
    CREATE TRIGGER audit_entries_follow_each_other BEFORE INSERT ON audit
    WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM audit)
    BEGIN SELECT raise(ABORT, 'append-only: audit entries follow each other'); END;
    CREATE TRIGGER audit_heeds_holds BEFORE INSERT ON audit
    WHEN new.action = 'erased' AND (SELECT until FROM audit
      WHERE session = new.session AND action IN ('held', 'released') ORDER BY id DESC LIMIT 1) > new.at
    BEGIN SELECT raise(ABORT, 'append-only: the session is held'); END;


    """

  private static let auditView = """
    CREATE VIEW audit_trail AS -- an entry a row, times as text
    SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000000.0, 'unixepoch') AS at, who, action, session,
      what, reason, strftime('%Y-%m-%dT%H:%M:%fZ', until / 1000000.0, 'unixepoch') AS until
    FROM audit;


    """

  /// A body and the keys of its stream are erased where it is written down who did it, and never
  /// otherwise.
  private static let onlyWhatIsToBeErased = """
    DROP TRIGGER bodies_are_only_erased;
    CREATE TRIGGER bodies_are_only_erased BEFORE UPDATE ON bodies
    WHEN new.data IS NOT NULL OR new.id IS NOT old.id OR new.stream IS NOT old.stream
      OR new.bytes IS NOT old.bytes OR new.sha256 IS NOT old.sha256
      OR new.base IS NOT old.base OR new.depth IS NOT old.depth OR NOT \(isErased("new.stream"))
    BEGIN SELECT raise(ABORT, 'append-only: bodies are not changed'); END;

    CREATE TRIGGER secrets_are_only_erased BEFORE UPDATE ON secrets
    WHEN new.stream IS NOT old.stream OR new.clear IS NOT NULL OR new.wrapped IS NOT NULL
      OR NOT \(isErased("new.stream"))
    BEGIN SELECT raise(ABORT, 'append-only: secrets are not changed'); END;
    CREATE TRIGGER secrets_are_not_removed BEFORE DELETE ON secrets
    BEGIN SELECT raise(ABORT, 'append-only: secrets are not removed'); END;
    \(guardAgainstReplacement(of: "secrets", key: "stream = new.stream"))
    \(guardAgainstChange(of: "sealing"))
    \(guardAgainstReplacement(of: "sealing", key: "id = new.id"))

    """

  private static func isErased(_ stream: String) -> String {
    """
    EXISTS (SELECT 1 FROM streams JOIN audit USING (session)
        WHERE streams.id = \(stream) AND audit.action = 'erased')
    """
  }

  /// What makes a store of an earlier version, which cannot be changed, look like one of this.
  static func additions(since version: Int) -> String {
    if version >= 2 { return "" }
    return """
      CREATE TEMP TABLE secrets (stream INTEGER PRIMARY KEY, clear BLOB, wrapped BLOB, wrapped_by TEXT);
      CREATE TEMP TABLE sealing (id INTEGER PRIMARY KEY, wrapped_by TEXT, wrapped BLOB);
      CREATE TEMP TABLE audit (id INTEGER PRIMARY KEY, at INTEGER, who TEXT, action TEXT, session TEXT,
        what TEXT, reason TEXT, until INTEGER, hash BLOB);
      """
  }
}
