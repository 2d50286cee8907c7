PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE streams ( -- sessions, each filter of one being a stream of its own
  id INTEGER PRIMARY KEY,
  session TEXT NOT NULL,
  template_id TEXT NOT NULL, -- the filter; empty where there is none
  document_id TEXT NOT NULL,
  key_sha256 BLOB NOT NULL, -- of the key of the fingerprints in its events
  UNIQUE (session, template_id, document_id)
) STRICT;
INSERT INTO streams VALUES(1,'ses_again_0011','','',X'374708fff7719dd5979ec875d56cd2286f6d3cf7ec317a3b25632aab28ec37bb');
CREATE TABLE bodies ( -- what answers held, each once as long as it stayed the same
  id INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES streams,
  bytes INTEGER NOT NULL, -- how long it is
  sha256 BLOB NOT NULL, -- of the whole body
  base INTEGER REFERENCES bodies, -- the body that data is a difference from
  depth INTEGER NOT NULL, -- how many differences lead here from a whole body
  data BLOB -- the whole body, or the difference; null once it was erased
) STRICT;
INSERT INTO bodies VALUES(1,1,329,X'004a3a64aa0e5349212600a0ae08adca99f1eb965682e20320cac361a8d17976',NULL,0,X'7b2273657373696f6e5f6964223a227365735f616761696e5f30303131222c22737461747573223a2270726f63657373696e67222c22637265617465645f6174223a22323032362d30362d30365430383a35393a35352e3030305a222c22657870697265735f6174223a22323032362d30362d30365430393a35393a35352e3030305a222c22617564696f5f66696c65735f7265636569766564223a322c22617564696f5f66696c6573223a5b22302e7765626d222c22312e7765626d225d2c226164646974696f6e616c5f64617461223a7b227669736974223a22562d32303431227d2c227472616e736372697074223a22446f63746f723a20476f6f64206d6f726e696e672e20222c2275706c6f61645f75726c223a2268747470733a2f2f75706c6f61642e6578616d706c652f7365735f616761696e5f303031313f746f6b656e3d7431227d');
INSERT INTO bodies VALUES(2,1,583,X'e8c436bc8ffaf33b33723e923eb8a4e5cc97c3fe9b9ca239518a6d3d4120478c',NULL,0,X'7b2273657373696f6e5f6964223a227365735f616761696e5f30303131222c22737461747573223a22636f6d706c65746564222c22637265617465645f6174223a22323032362d30362d30365430383a35393a35352e3030305a222c22617564696f5f66696c65735f7265636569766564223a322c22617564696f5f66696c6573223a5b22302e7765626d222c22312e7765626d225d2c226164646974696f6e616c5f64617461223a7b227669736974223a22562d32303431227d2c227472616e736372697074223a22446f63746f723a20476f6f64206d6f726e696e672e2050617469656e743a20546865206b6e6565206973206265747465722e20446f63746f723a2043616e20796f7520636c696d62207374616972733f2050617469656e743a20536c6f776c792c207965732e20222c2275706c6f61645f75726c223a2268747470733a2f2f75706c6f61642e6578616d706c652f7365735f616761696e5f303031313f746f6b656e3d7432222c22636f6d706c657465645f6174223a22323032362d30362d30365430393a30303a30312e3030305a222c226d6f64656c5f75736564223a2270726f222c226c616e67756167655f6465746563746564223a22656e222c2274656d706c61746573223a5b7b22736f61705f6e6f7465223a7b22737461747573223a2273756363657373222c22646f63756d656e745f6964223a22646f635f31222c22646f63756d656e745f74797065223a22736f61705f6e6f7465222c2264617461223a7b22706c616e223a2277616c6b206461696c79227d7d7d5d7d');
INSERT INTO bodies VALUES(3,1,410,X'cafac91f35279c620f42ceddc55e6aff51d930b3ae33bf4d60a5e76f7a1ead45',2,1,X'53001470726f63657373696e67571234657870697265735f6174223a22323032362d30362d3036543039bf041d0633227d');
INSERT INTO bodies VALUES(4,1,410,X'5570ce72525ba9cfafb96b64d6854434e203465386a07157e343d576f1660190',3,2,X'af06000634227d');
INSERT INTO bodies VALUES(5,1,691,X'a07b9c16477dfe81061ed52fdd749bc54d2ca381ad20e81b8a1e67d29d0ccbe2',4,3,X'530012636f6d706c657465645714a304508a0535222c22636f6d706c657465645f6174223a22323032362d30362d30365430393a30303a30302e3030305a222c226d6f64656c5f75736564223a2270726f222c226c616e67756167655f6465746563746564223a22656e222c2274656d706c61746573223a5b7b226c6574746572223a7b22737461747573223a2273756363657373222c22646f63756d656e745f6964223a22646f635f32222c22646f63756d656e745f74797065223a226c6574746572222c2264617461223a224465617220636f6c6c65616775652c20e280a6227d7d2c7b22736f61705f6e6f7465223a7b22737461747573223a2273756363657373222c22646f63756d656e745f6964223a22646f635f31222c22646f63756d656e745f74797065223a22736f61705f6e6f7465222c2264617461223a7b22706c616e223a2277616c6b206461696c79227d7d7d5d7d');
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
INSERT INTO polls VALUES(1,1,1,1780736401000000,1780736401042000,'https://scribe.example/voice/v1/sessions/ses_again_0011',202,NULL,NULL,'[["date","Sat, 06 Jun 2026 09:00:01 GMT"],["content-type","application/json"]]',1,'forward','processing','scribe-reducer-1',X'375145d54efaa3d901b81513bdbe24e5b8274028c8a857e19b0019467d9d2afe');
INSERT INTO polls VALUES(2,1,2,1780736402000000,1780736402042000,'https://scribe.example/voice/v1/sessions/ses_again_0011',200,NULL,NULL,'[["date","Sat, 06 Jun 2026 09:00:02 GMT"],["content-type","application/json"]]',2,'settled','completed','scribe-reducer-1',X'9c63239e059ff59b4d24100e2f9ea71678012f8549b880638cdd868ce8c21a26');
INSERT INTO polls VALUES(3,1,3,1780736702000000,1780736702042000,'https://scribe.example/voice/v1/sessions/ses_again_0011',202,NULL,NULL,'[["date","Sat, 06 Jun 2026 09:05:02 GMT"],["content-type","application/json"]]',3,'reopened','processing','scribe-reducer-1',X'33a6152067d8a61e3f255a38ce80b9d6965ee3ae58d68bac4b288bdee4cdafed');
INSERT INTO polls VALUES(4,1,4,1780736703000000,1780736703042000,'https://scribe.example/voice/v1/sessions/ses_again_0011',202,NULL,NULL,'[["date","Sat, 06 Jun 2026 09:05:03 GMT"],["content-type","application/json"]]',4,'same','processing','scribe-reducer-1',X'3b597f3dad20852f4da314a722f62a3e1ea2bf5af59b0b7f7d43292aa223fb82');
INSERT INTO polls VALUES(5,1,5,1780736704000000,1780736704042000,'https://scribe.example/voice/v1/sessions/ses_again_0011',200,NULL,NULL,'[["date","Sat, 06 Jun 2026 09:05:04 GMT"],["content-type","application/json"]]',5,'settled','completed','scribe-reducer-1',X'b4e1dfcfc9d77a5988ddad2eb19ecaef9704134f72753e2b0cff1898b843ca68');
CREATE TABLE events ( -- the log: what each poll added, free of patient data
  position INTEGER NOT NULL REFERENCES polls,
  place INTEGER NOT NULL, -- from 1, among those of its poll
  type TEXT NOT NULL,
  data TEXT NOT NULL, -- JSON
  PRIMARY KEY (position, place)
) STRICT, WITHOUT ROWID;
INSERT INTO events VALUES(1,1,'opened','{"type":"opened","session":"ses_again_0011"}');
INSERT INTO events VALUES(1,2,'polled','{"type":"polled","kind":"applied","sent_at":"2026-06-06T09:00:01.000Z","received_at":"2026-06-06T09:00:01.042Z","server_time":"2026-06-06T09:00:01.000Z","http":202,"phase":"processing","agrees":true,"identity":"2a0f0e7635e6c12b5fccd539f9eb5ed1"}');
INSERT INTO events VALUES(1,3,'phaseChanged','{"type":"phaseChanged","from":"unseen","to":"processing"}');
INSERT INTO events VALUES(1,4,'audioFilesChanged','{"type":"audioFilesChanged","count":2}');
INSERT INTO events VALUES(1,5,'audioNamesChanged','{"type":"audioNamesChanged","count":2,"fingerprint":"0af9d19dccd0099749b16e3272162a68"}');
INSERT INTO events VALUES(1,6,'transcriptAppeared','{"type":"transcriptAppeared","bytes":22,"fingerprint":"7df5d02cf0522bef24a4d83a3fc81fd7"}');
INSERT INTO events VALUES(1,7,'instantSet','{"type":"instantSet","member":"created_at","at":"2026-06-06T08:59:55.000Z"}');
INSERT INTO events VALUES(1,8,'instantSet','{"type":"instantSet","member":"expires_at","at":"2026-06-06T09:59:55.000Z"}');
INSERT INTO events VALUES(1,9,'passThroughChanged','{"type":"passThroughChanged","member":"additional_data","bytes":18,"fingerprint":"5e347bac7cb9138ec0b4d6cdfc41163f"}');
INSERT INTO events VALUES(1,10,'uploadModeChanged','{"type":"uploadModeChanged","to":"request"}');
INSERT INTO events VALUES(2,1,'polled','{"type":"polled","kind":"applied","sent_at":"2026-06-06T09:00:02.000Z","received_at":"2026-06-06T09:00:02.042Z","server_time":"2026-06-06T09:00:02.000Z","http":200,"phase":"completed","agrees":true,"identity":"8fe82475014b7ff087fade57c4768370"}');
INSERT INTO events VALUES(2,2,'phaseChanged','{"type":"phaseChanged","from":"processing","to":"completed"}');
INSERT INTO events VALUES(2,3,'transcriptExtended','{"type":"transcriptExtended","from_bytes":22,"bytes":103,"fingerprint":"a5fc40c9c26f26bb4bb34d2e22345061"}');
INSERT INTO events VALUES(2,4,'documentAdded','{"type":"documentAdded","template_id":"soap_note","document_id":"doc_1","status":"success","data":{"bytes":21,"fingerprint":"053b8d3857c0ced0a33ac44b14c4f947"},"document_type":{"bytes":9,"fingerprint":"0b09bc94ad5aae957c7c1a955603ea1f"}}');
INSERT INTO events VALUES(2,5,'instantSet','{"type":"instantSet","member":"completed_at","at":"2026-06-06T09:00:01.000Z"}');
INSERT INTO events VALUES(2,6,'modelChanged','{"type":"modelChanged","to":"pro"}');
INSERT INTO events VALUES(2,7,'languageChanged','{"type":"languageChanged","to":"en"}');
INSERT INTO events VALUES(3,1,'polled','{"type":"polled","kind":"applied","sent_at":"2026-06-06T09:05:02.000Z","received_at":"2026-06-06T09:05:02.042Z","server_time":"2026-06-06T09:05:02.000Z","http":202,"phase":"processing","agrees":true,"identity":"45f0c94849d50757e0377a23bdbe4ae6"}');
INSERT INTO events VALUES(3,2,'phaseChanged','{"type":"phaseChanged","from":"completed","to":"processing"}');
INSERT INTO events VALUES(4,1,'polled','{"type":"polled","kind":"applied","sent_at":"2026-06-06T09:05:03.000Z","received_at":"2026-06-06T09:05:03.042Z","server_time":"2026-06-06T09:05:03.000Z","http":202,"phase":"processing","agrees":true,"identity":"296c7fee3f070d9a961f8502e7ebbb67"}');
INSERT INTO events VALUES(5,1,'polled','{"type":"polled","kind":"applied","sent_at":"2026-06-06T09:05:04.000Z","received_at":"2026-06-06T09:05:04.042Z","server_time":"2026-06-06T09:05:04.000Z","http":200,"phase":"completed","agrees":true,"identity":"0443b0ff95bcefec7f19eaba3ac5385b"}');
INSERT INTO events VALUES(5,2,'phaseChanged','{"type":"phaseChanged","from":"processing","to":"completed"}');
INSERT INTO events VALUES(5,3,'documentAdded','{"type":"documentAdded","template_id":"letter","document_id":"doc_2","status":"success","data":{"bytes":21,"fingerprint":"6daf49c76b5310c6438620608f6c674d"},"document_type":{"bytes":6,"fingerprint":"390fe1c159e4a17b6c19577fbca0d1d9"}}');
INSERT INTO events VALUES(5,4,'instantMoved','{"type":"instantMoved","member":"completed_at","from":"2026-06-06T09:00:01.000Z","at":"2026-06-06T09:00:00.000Z"}');
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
INSERT INTO states VALUES(1,5,5,'completed',24,0,1780736401042000,1780736704042000,1780736704000000,5,NULL,X'b4e1dfcfc9d77a5988ddad2eb19ecaef9704134f72753e2b0cff1898b843ca68','{"session":"ses_again_0011","phase":"completed","phase_since":"2026-06-06T09:05:04.042Z","skipped_phases":["created","recording"],"polls":5,"content":{"audio_files_received":2,"audio_files":{"count":2,"fingerprint":"0af9d19dccd0099749b16e3272162a68"},"transcript":{"bytes":103,"fingerprint":"a5fc40c9c26f26bb4bb34d2e22345061"},"documents":[{"template_id":"letter","document_id":"doc_2","status":"success","data":{"bytes":21,"fingerprint":"6daf49c76b5310c6438620608f6c674d"},"document_type":{"bytes":6,"fingerprint":"390fe1c159e4a17b6c19577fbca0d1d9"}},{"template_id":"soap_note","document_id":"doc_1","status":"success","data":{"bytes":21,"fingerprint":"053b8d3857c0ced0a33ac44b14c4f947"},"document_type":{"bytes":9,"fingerprint":"0b09bc94ad5aae957c7c1a955603ea1f"}}],"created_at":"2026-06-06T08:59:55.000Z","expires_at":"2026-06-06T09:59:55.000Z","completed_at":"2026-06-06T09:00:00.000Z","model_used":"pro","language_detected":"en","upload_mode":"request","additional_data":{"bytes":18,"fingerprint":"5e347bac7cb9138ec0b4d6cdfc41163f"}},"open_anomalies":[],"last_poll":{"kind":"applied","sent_at":"2026-06-06T09:05:04.000Z","received_at":"2026-06-06T09:05:04.042Z","server_time":"2026-06-06T09:05:04.000Z","http":200,"phase":"completed","agrees":true,"identity":"0443b0ff95bcefec7f19eaba3ac5385b"},"runs":{"last_received_at":"2026-06-06T09:05:04.042Z","latest_report_sent_at":"2026-06-06T09:05:04.000Z","first_report":{"received_at":"2026-06-06T09:00:01.042Z","server_time":"2026-06-06T09:00:01.000Z"},"reopening":{"received_at":"2026-06-06T09:05:02.042Z","server_time":"2026-06-06T09:05:02.000Z"},"last_report_agreed":true,"disagreements":0,"faults":0,"not_founds":0}}');
CREATE TABLE keys ( -- of the fingerprints in a stream's events
  stream INTEGER PRIMARY KEY REFERENCES streams,
  fingerprint BLOB NOT NULL
) STRICT;
INSERT INTO keys VALUES(1,X'00000000000000000000000000000000');
CREATE INDEX polls_asked_at ON polls (stream, coalesce(sent_at, received_at));
CREATE TRIGGER streams_are_not_changed BEFORE UPDATE ON streams
BEGIN SELECT raise(ABORT, 'append-only: streams are not changed'); END;
CREATE TRIGGER streams_are_not_removed BEFORE DELETE ON streams
BEGIN SELECT raise(ABORT, 'append-only: streams are not removed'); END;
CREATE TRIGGER streams_are_not_replaced BEFORE INSERT ON streams
WHEN EXISTS (SELECT 1 FROM streams WHERE id = new.id OR (session = new.session AND template_id = new.template_id AND document_id = new.document_id))
BEGIN SELECT raise(ABORT, 'append-only: streams are not replaced'); END;
CREATE TRIGGER polls_are_not_changed BEFORE UPDATE ON polls
BEGIN SELECT raise(ABORT, 'append-only: polls are not changed'); END;
CREATE TRIGGER polls_are_not_removed BEFORE DELETE ON polls
BEGIN SELECT raise(ABORT, 'append-only: polls are not removed'); END;
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN SELECT raise(ABORT, 'append-only: events are not changed'); END;
CREATE TRIGGER events_are_not_removed BEFORE DELETE ON events
BEGIN SELECT raise(ABORT, 'append-only: events are not removed'); END;
CREATE TRIGGER events_are_not_replaced BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE position = new.position AND place = new.place)
BEGIN SELECT raise(ABORT, 'append-only: events are not replaced'); END;
CREATE TRIGGER bodies_are_not_replaced BEFORE INSERT ON bodies
WHEN EXISTS (SELECT 1 FROM bodies WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'append-only: bodies are not replaced'); END;
CREATE TRIGGER bodies_are_only_erased BEFORE UPDATE ON bodies
WHEN new.data IS NOT NULL OR new.id IS NOT old.id OR new.stream IS NOT old.stream
  OR new.bytes IS NOT old.bytes OR new.sha256 IS NOT old.sha256
  OR new.base IS NOT old.base OR new.depth IS NOT old.depth
BEGIN SELECT raise(ABORT, 'append-only: bodies are not changed'); END;
CREATE TRIGGER bodies_are_not_removed BEFORE DELETE ON bodies
BEGIN SELECT raise(ABORT, 'append-only: bodies are not removed'); END;
CREATE TRIGGER polls_follow_each_other BEFORE INSERT ON polls
WHEN new.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM polls)
  OR new.version IS NOT (
    SELECT coalesce(max(version), 0) + 1 FROM polls WHERE stream = new.stream)
BEGIN SELECT raise(ABORT, 'append-only: polls follow each other'); END;
CREATE TRIGGER events_follow_their_poll BEFORE INSERT ON events
WHEN new.position IS NOT (SELECT max(position) FROM polls)
BEGIN SELECT raise(ABORT, 'append-only: events follow their poll'); END;
CREATE VIEW sessions AS -- a stream a row
SELECT streams.session, streams.template_id, streams.document_id, states.phase,
  states.version AS polls, states.events, states.anomalies,
  json_array_length(states.state, '$.open_anomalies') AS open_anomalies,
  json_extract(states.state, '$.content.audio_files_received') AS audio_files,
  json_extract(states.state, '$.content.transcript.bytes') AS transcript_bytes,
  json_array_length(states.state, '$.content.documents') AS documents,
  strftime('%Y-%m-%dT%H:%M:%fZ', states.first_received_at / 1000000.0, 'unixepoch') AS first_received_at,
  strftime('%Y-%m-%dT%H:%M:%fZ', states.last_received_at / 1000000.0, 'unixepoch') AS last_received_at
FROM states JOIN streams ON streams.id = states.stream
;
CREATE VIEW timeline AS -- a poll a row
SELECT streams.session, streams.template_id, streams.document_id, polls.version AS n,
  strftime('%Y-%m-%dT%H:%M:%fZ', polls.received_at / 1000000.0, 'unixepoch') AS received_at,
  polls.http, polls.failure, polls.verdict, polls.phase,
  (SELECT group_concat(type, ' ') FROM events
    WHERE events.position = polls.position AND type NOT IN ('opened', 'polled')) AS changes,
  bodies.bytes AS body_bytes, polls.position
FROM polls JOIN streams ON streams.id = polls.stream LEFT JOIN bodies ON bodies.id = polls.body
;
CREATE VIEW documents AS -- a document that is known a row
SELECT streams.session, streams.template_id AS filter_template_id,
  streams.document_id AS filter_document_id,
  json_extract(document.value, '$.template_id') AS template_id,
  json_extract(document.value, '$.document_id') AS document_id,
  json_extract(document.value, '$.status') AS status,
  json_extract(document.value, '$.data.bytes') AS data_bytes
FROM states JOIN streams ON streams.id = states.stream,
  json_each(states.state, '$.content.documents') AS document
;
CREATE VIEW anomalies AS -- a finding a row, from the poll it began with to the one it ended with
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
WHERE events.type = 'anomalyBegan'
;
COMMIT;
