'use strict';

/** The report's data, with each poll joined to its stream, its place there and the poll before it. */
class Recording {
  constructor(data) {
    this.title = data.title;
    this.hasPatientData = data.hasPatientData === true;
    this.tornLine = data.tornLine;
    this.ignored = data.ignored ?? 0;
    this.phases = data.phases;
    this.drift = data.drift ?? [];
    this.streams = data.streams.map((stream, place) => ({ ...stream, place, rows: [] }));
    this.rows = data.polls.map((poll, index) => {
      const stream = this.streams[poll.s];
      const before = stream.rows.at(-1)?.poll;
      const row = {
        poll, stream, index,
        place: stream.rows.length,
        pause: before && poll.at - before.at,
        latency: poll.sent === undefined ? undefined : poll.at - poll.sent,
        changed: poll.changes !== undefined,
        severity: worst(poll.anomalies),
      };
      stream.rows.push(row);
      return row;
    });
    this.verdicts = [...new Set(this.rows.map(({ poll }) => poll.verdict))].sort();
    this.spansDays = new Set(this.rows.map(({ poll }) => dayText(poll.at))).size > 1;
  }

  static embedded() {
    return new Recording(JSON.parse(document.getElementById('data').textContent));
  }

  numbered(n) { return this.rows.find((row) => row.poll.n === n); }
}

const severities = ['note', 'warning', 'error'];

/** -1 without anomalies, else the place of the worst severity. */
function worst(anomalies = []) {
  return anomalies.reduce((rank, { severity }) => Math.max(rank, severities.indexOf(severity)), -1);
}

/** `2xx`, …, or `failure` where no answer came. */
function httpClass(poll) {
  return poll.failure === undefined ? `${Math.floor(poll.http / 100)}xx` : 'failure';
}
