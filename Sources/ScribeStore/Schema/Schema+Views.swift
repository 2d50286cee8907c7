// What makes a store useful from the `sqlite3` shell: no patient data, times as text in UTC.

extension Schema {
  static let views =
    """
    CREATE VIEW sessions AS -- a stream a row
    SELECT streams.session, streams.template_id, streams.document_id, states.phase,
      states.version AS polls, states.events, states.anomalies,
      json_array_length(states.state, '$.open_anomalies') AS open_anomalies,
      json_extract(states.state, '$.content.audio_files_received') AS audio_files,
      json_extract(states.state, '$.content.transcript.bytes') AS transcript_bytes,
      json_array_length(states.state, '$.content.documents') AS documents,
      \(time("states.first_received_at")) AS first_received_at,
      \(time("states.last_received_at")) AS last_received_at
    FROM states JOIN streams ON streams.id = states.stream;

    CREATE VIEW timeline AS -- a poll a row
    SELECT streams.session, streams.template_id, streams.document_id, polls.version AS n,
      \(time("polls.received_at")) AS received_at,
      polls.http, polls.failure, polls.verdict, polls.phase,
      (SELECT group_concat(type, ' ') FROM events
        WHERE events.position = polls.position AND type NOT IN ('opened', 'polled')) AS changes,
      bodies.bytes AS body_bytes, polls.position
    FROM polls JOIN streams ON streams.id = polls.stream LEFT JOIN bodies ON bodies.id = polls.body;

    CREATE VIEW documents AS -- a document that is known a row
    SELECT streams.session, streams.template_id AS filter_template_id,
      streams.document_id AS filter_document_id,
      json_extract(document.value, '$.template_id') AS template_id,
      json_extract(document.value, '$.document_id') AS document_id,
      json_extract(document.value, '$.status') AS status,
      json_extract(document.value, '$.data.bytes') AS data_bytes
    FROM states JOIN streams ON streams.id = states.stream,
      json_each(states.state, '$.content.documents') AS document;

    CREATE VIEW anomalies AS -- a finding a row, from the poll it began with to the one it ended with
    SELECT streams.session, streams.template_id, streams.document_id, polls.version AS n,
      \(time("polls.received_at")) AS received_at,
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

    """

  private static func time(_ column: String) -> String {
    "strftime('%Y-%m-%dT%H:%M:%fZ', \(column) / 1000000.0, 'unixepoch')"
  }
}
