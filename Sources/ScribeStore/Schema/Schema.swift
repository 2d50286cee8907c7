/// The form of a store's file, and how it came to be: the one place where its tables are described.
///
/// Migrations are numbered by their place and never edited; `user_version` says how many of them a
/// file has seen. Every column that a program outside may read is commented where it is made, and
/// SQLite keeps the comments: `.schema` in the `sqlite3` shell shows them.
enum Schema {
  /// `Scrb`, by which a SQLite file says that it is a store.
  static let applicationID = 0x5363_7262
  /// The version that this code reads and writes.
  static var version: Int { migrations.count }

  /// What was counted one by one: more is damage, and would overflow in the end.
  static let counts = 0...1 << 53

  /// From an empty file on.
  static let migrations = [tape + log + projections + guards + views, secrecy]

  private static let tape = """
    CREATE TABLE streams ( -- sessions, each filter of one being a stream of its own
      id INTEGER PRIMARY KEY,
      session TEXT NOT NULL,
      template_id TEXT NOT NULL, -- the filter; empty where there is none
      document_id TEXT NOT NULL,
      key_sha256 BLOB NOT NULL, -- of the key of the fingerprints in its events
      UNIQUE (session, template_id, document_id)
    ) STRICT;

    CREATE TABLE bodies ( -- what answers held, each once as long as it stayed the same
      id INTEGER PRIMARY KEY,
      stream INTEGER NOT NULL REFERENCES streams,
      bytes INTEGER NOT NULL, -- how long it is
      sha256 BLOB NOT NULL, -- of the whole body
      base INTEGER REFERENCES bodies, -- the body that data is a difference from
      depth INTEGER NOT NULL, -- how many differences lead here from a whole body
      data BLOB -- the whole body, or the difference; null once it was erased
    ) STRICT;

    CREATE TABLE polls ( -- the tape: every poll as it came, in the order of its arrival here
      position INTEGER PRIMARY KEY, -- from 1, over all streams, without a gap
      stream INTEGER NOT NULL REFERENCES streams,
      version INTEGER NOT NULL, -- its place in its stream, from 1
      sent_at INTEGER, -- microseconds since 1970, as all times
      received_at INTEGER NOT NULL,
      url TEXT NOT NULL,
      http INTEGER, -- the status, where an answer came
      failure TEXT, -- else the kind of failure, and what the client said
      message TEXT,
      headers TEXT, -- of an answer: a JSON list of names and values
      body INTEGER REFERENCES bodies, -- null where it was not recorded
      verdict TEXT NOT NULL, -- what it meant, and where the session stood after it
      phase TEXT NOT NULL,
      reducer TEXT NOT NULL, -- whose decision that was
      hash BLOB NOT NULL, -- SHA-256 over the hash before it in its stream, this row and its events
      UNIQUE (stream, version)
    ) STRICT;

    CREATE INDEX polls_asked_at ON polls (stream, coalesce(sent_at, received_at));


    """

  private static let log = """
    CREATE TABLE events ( -- the log: what each poll added, free of patient data
      position INTEGER NOT NULL REFERENCES polls,
      place INTEGER NOT NULL, -- from 1, among those of its poll
      type TEXT NOT NULL,
      data TEXT NOT NULL, -- JSON
      PRIMARY KEY (position, place)
    ) STRICT, WITHOUT ROWID;


    """

  private static let projections = """
    CREATE TABLE states ( -- what each stream's events add up to; could be made anew from the log
      stream INTEGER PRIMARY KEY REFERENCES streams,
      version INTEGER NOT NULL, -- of the last poll
      position INTEGER NOT NULL,
      phase TEXT NOT NULL,
      events INTEGER NOT NULL, -- how many there are
      anomalies INTEGER NOT NULL, -- how many have begun
      first_received_at INTEGER NOT NULL,
      last_received_at INTEGER NOT NULL,
      latest_asked_at INTEGER NOT NULL, -- of all polls, by their clock
      report_body INTEGER REFERENCES bodies, -- the last body that could be read, and the last other
      other_body INTEGER REFERENCES bodies,
      hash BLOB NOT NULL, -- of the last poll
      state TEXT NOT NULL -- JSON
    ) STRICT;

    CREATE TABLE keys ( -- of the fingerprints in a stream's events
      stream INTEGER PRIMARY KEY REFERENCES streams,
      fingerprint BLOB NOT NULL
    ) STRICT;


    """
}
