index audit_of_session CREATE INDEX audit_of_session ON audit (session, action);
index polls_asked_at CREATE INDEX polls_asked_at ON polls (stream, coalesce(sent_at, received_at));
index secrets_that_are_wrapped CREATE INDEX secrets_that_are_wrapped ON secrets (stream) WHERE wrapped NOT NULL;
table audit CREATE TABLE audit ( -- who saw patient data, let it out, held it or erased it
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
table bodies CREATE TABLE bodies ( -- what answers held, each once as long as it stayed the same
  id INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES streams,
  bytes INTEGER NOT NULL, -- how long it is
  sha256 BLOB NOT NULL, -- of the whole body
  base INTEGER REFERENCES bodies, -- the body that data is a difference from
  depth INTEGER NOT NULL, -- how many differences lead here from a whole body
  data BLOB -- the whole body, or the difference; null once it was erased
) STRICT;
table events CREATE TABLE events ( -- the log: what each poll added, free of patient data
  position INTEGER NOT NULL REFERENCES polls,
  place INTEGER NOT NULL, -- from 1, among those of its poll
  type TEXT NOT NULL,
  data TEXT NOT NULL, -- JSON
  PRIMARY KEY (position, place)
) STRICT, WITHOUT ROWID;
table keys CREATE TABLE keys ( -- of the fingerprints in a stream's events
  stream INTEGER PRIMARY KEY REFERENCES streams,
  fingerprint BLOB NOT NULL
) STRICT;
table polls CREATE TABLE polls ( -- the tape: every poll as it came, in the order of its arrival here
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
table sealing CREATE TABLE sealing ( -- there where bodies of new sessions are sealed
  id INTEGER PRIMARY KEY CHECK (id = 1),
  wrapped_by TEXT NOT NULL, -- the name of the key from outside
  wrapped BLOB NOT NULL -- what only that key opens
) STRICT;
table secrets CREATE TABLE secrets ( -- of the streams that were begun since version 2, one row each; their
  -- bodies.sha256 is HMAC-SHA-256 under a key from here, their streams.key_sha256 of all 48 bytes
  stream INTEGER PRIMARY KEY REFERENCES streams,
  clear BLOB, -- 16 bytes: the key of fingerprints; 32 bytes: what the others are derived from
  wrapped BLOB, -- the same under a key from outside, where bodies are sealed
  wrapped_by TEXT, -- the name of that key
  CHECK (clear IS NULL OR (wrapped IS NULL AND wrapped_by IS NULL)) -- erased: neither is there
) STRICT;
table states CREATE TABLE states ( -- what each stream's events add up to; could be made anew from the log
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
table streams CREATE TABLE streams ( -- sessions, each filter of one being a stream of its own
  id INTEGER PRIMARY KEY,
  session TEXT NOT NULL,
  template_id TEXT NOT NULL, -- the filter; empty where there is none
  document_id TEXT NOT NULL,
  key_sha256 BLOB NOT NULL, -- of the key of the fingerprints in its events
  UNIQUE (session, template_id, document_id)
) STRICT;
trigger audit_are_not_changed CREATE TRIGGER audit_are_not_changed BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'append-only: audit are not changed'); END;
trigger audit_are_not_removed CREATE TRIGGER audit_are_not_removed BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'append-only: audit are not removed'); END;
trigger audit_entries_follow_each_other CREATE TRIGGER audit_entries_follow_each_other BEFORE INSERT ON audit
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM audit)
BEGIN SELECT raise(ABORT, 'append-only: audit entries follow each other'); END;
trigger audit_heeds_holds CREATE TRIGGER audit_heeds_holds BEFORE INSERT ON audit
WHEN new.action = 'erased' AND (SELECT until FROM audit
  WHERE session = new.session AND action IN ('held', 'released') ORDER BY id DESC LIMIT 1) > new.at
BEGIN SELECT raise(ABORT, 'append-only: the session is held'); END;
trigger bodies_are_not_removed CREATE TRIGGER bodies_are_not_removed BEFORE DELETE ON bodies
BEGIN SELECT raise(ABORT, 'append-only: bodies are not removed'); END;
trigger bodies_are_not_replaced CREATE TRIGGER bodies_are_not_replaced BEFORE INSERT ON bodies
WHEN EXISTS (SELECT 1 FROM bodies WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'append-only: bodies are not replaced'); END;
trigger bodies_are_only_erased CREATE TRIGGER bodies_are_only_erased BEFORE UPDATE ON bodies
WHEN new.data IS NOT NULL OR new.id IS NOT old.id OR new.stream IS NOT old.stream
  OR new.bytes IS NOT old.bytes OR new.sha256 IS NOT old.sha256
  OR new.base IS NOT old.base OR new.depth IS NOT old.depth OR NOT EXISTS (SELECT 1 FROM streams JOIN audit USING (session)
    WHERE streams.id = new.stream AND audit.action = 'erased')
BEGIN SELECT raise(ABORT, 'append-only: bodies are not changed'); END;
trigger events_are_not_changed CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN SELECT raise(ABORT, 'append-only: events are not changed'); END;
trigger events_are_not_removed CREATE TRIGGER events_are_not_removed BEFORE DELETE ON events
BEGIN SELECT raise(ABORT, 'append-only: events are not removed'); END;
trigger events_are_not_replaced CREATE TRIGGER events_are_not_replaced BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE position = new.position AND place = new.place)
BEGIN SELECT raise(ABORT, 'append-only: events are not replaced'); END;
trigger events_follow_their_poll CREATE TRIGGER events_follow_their_poll BEFORE INSERT ON events
WHEN new.position IS NOT (SELECT max(position) FROM polls)
BEGIN SELECT raise(ABORT, 'append-only: events follow their poll'); END;
trigger polls_are_not_changed CREATE TRIGGER polls_are_not_changed BEFORE UPDATE ON polls
BEGIN SELECT raise(ABORT, 'append-only: polls are not changed'); END;
trigger polls_are_not_removed CREATE TRIGGER polls_are_not_removed BEFORE DELETE ON polls
BEGIN SELECT raise(ABORT, 'append-only: polls are not removed'); END;
trigger polls_follow_each_other CREATE TRIGGER polls_follow_each_other BEFORE INSERT ON polls
WHEN new.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM polls)
  OR new.version IS NOT (
    SELECT coalesce(max(version), 0) + 1 FROM polls WHERE stream = new.stream)
BEGIN SELECT raise(ABORT, 'append-only: polls follow each other'); END;
trigger sealing_are_not_changed CREATE TRIGGER sealing_are_not_changed BEFORE UPDATE ON sealing
BEGIN SELECT raise(ABORT, 'append-only: sealing are not changed'); END;
trigger sealing_are_not_removed CREATE TRIGGER sealing_are_not_removed BEFORE DELETE ON sealing
BEGIN SELECT raise(ABORT, 'append-only: sealing are not removed'); END;
trigger sealing_are_not_replaced CREATE TRIGGER sealing_are_not_replaced BEFORE INSERT ON sealing
WHEN EXISTS (SELECT 1 FROM sealing WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'append-only: sealing are not replaced'); END;
trigger secrets_are_not_removed CREATE TRIGGER secrets_are_not_removed BEFORE DELETE ON secrets
BEGIN SELECT raise(ABORT, 'append-only: secrets are not removed'); END;
trigger secrets_are_not_replaced CREATE TRIGGER secrets_are_not_replaced BEFORE INSERT ON secrets
WHEN EXISTS (SELECT 1 FROM secrets WHERE stream = new.stream)
BEGIN SELECT raise(ABORT, 'append-only: secrets are not replaced'); END;
trigger secrets_are_only_erased CREATE TRIGGER secrets_are_only_erased BEFORE UPDATE ON secrets
WHEN new.stream IS NOT old.stream OR new.clear IS NOT NULL OR new.wrapped IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM streams JOIN audit USING (session)
    WHERE streams.id = new.stream AND audit.action = 'erased')
BEGIN SELECT raise(ABORT, 'append-only: secrets are not changed'); END;
trigger streams_are_not_changed CREATE TRIGGER streams_are_not_changed BEFORE UPDATE ON streams
BEGIN SELECT raise(ABORT, 'append-only: streams are not changed'); END;
trigger streams_are_not_removed CREATE TRIGGER streams_are_not_removed BEFORE DELETE ON streams
BEGIN SELECT raise(ABORT, 'append-only: streams are not removed'); END;
trigger streams_are_not_replaced CREATE TRIGGER streams_are_not_replaced BEFORE INSERT ON streams
WHEN EXISTS (SELECT 1 FROM streams WHERE id = new.id OR (session = new.session AND template_id = new.template_id AND document_id = new.document_id))
BEGIN SELECT raise(ABORT, 'append-only: streams are not replaced'); END;
view anomalies CREATE VIEW anomalies AS -- a finding a row, from the poll it began with to the one it ended with
SELECT streams.session, streams.template_id, streams.document_id, polls.version AS n,
  strftime('%Y-%m-%dT%H:%M:%fZ', polls.received_at / 1000000.0, 'unixepoch') AS received_at,
  json_extract(events.data, '$.code') AS code,
  json_extract(events.data, '$.severity') AS severity,
  json_extract(events.data, '$.path') AS path,
  json_extract(events.data, '$.expected') AS expected,
  json_extract(events.data, '$.actual') AS actual,
  (SELECT min(later.version) FROM polls AS later JOIN events AS ended USING (position)
    WHERE later.stream = polls.stream AND later.version > polls.version
      AND ended.type = 'anomalyEnded'
      AND json_extract(ended.data, '$.code') = json_extract(events.data, '$.code')
      AND json_extract(ended.data, '$.path') IS json_extract(events.data, '$.path')
  ) AS ended_n
FROM events JOIN polls USING (position) JOIN streams ON streams.id = polls.stream
WHERE events.type = 'anomalyBegan';
view audit_trail CREATE VIEW audit_trail AS -- an entry a row, times as text
SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000000.0, 'unixepoch') AS at, who, action, session,
  what, reason, strftime('%Y-%m-%dT%H:%M:%fZ', until / 1000000.0, 'unixepoch') AS until
FROM audit;
view documents CREATE VIEW documents AS -- a document that is known a row
SELECT streams.session, streams.template_id AS filter_template_id,
  streams.document_id AS filter_document_id,
  json_extract(document.value, '$.template_id') AS template_id,
  json_extract(document.value, '$.document_id') AS document_id,
  json_extract(document.value, '$.status') AS status,
  json_extract(document.value, '$.data.bytes') AS data_bytes
FROM states JOIN streams ON streams.id = states.stream,
  json_each(states.state, '$.content.documents') AS document;
view sessions CREATE VIEW sessions AS -- a stream a row
SELECT streams.session, streams.template_id, streams.document_id, states.phase,
  states.version AS polls, states.events, states.anomalies,
  json_array_length(states.state, '$.open_anomalies') AS open_anomalies,
  json_extract(states.state, '$.content.audio_files_received') AS audio_files,
  json_extract(states.state, '$.content.transcript.bytes') AS transcript_bytes,
  json_array_length(states.state, '$.content.documents') AS documents,
  strftime('%Y-%m-%dT%H:%M:%fZ', states.first_received_at / 1000000.0, 'unixepoch') AS first_received_at,
  strftime('%Y-%m-%dT%H:%M:%fZ', states.last_received_at / 1000000.0, 'unixepoch') AS last_received_at
FROM states JOIN streams ON streams.id = states.stream;
view timeline CREATE VIEW timeline AS -- a poll a row
SELECT streams.session, streams.template_id, streams.document_id, polls.version AS n,
  strftime('%Y-%m-%dT%H:%M:%fZ', polls.received_at / 1000000.0, 'unixepoch') AS received_at,
  polls.http, polls.failure, polls.verdict, polls.phase,
  (SELECT group_concat(type, ' ') FROM events
    WHERE events.position = polls.position AND type NOT IN ('opened', 'polled')) AS changes,
  bodies.bytes AS body_bytes, polls.position
FROM polls JOIN streams ON streams.id = polls.stream LEFT JOIN bodies ON bodies.id = polls.body;
