/** The columns of the poll table: the text of a cell and, where it tells more, its class. */
const columns = [
  { name: '#', key: 'n', text: ({ poll }) => String(poll.n) },
  { name: 'stream', key: 'stream', text: ({ stream }) => stream.label },
  { name: 'time', key: 'time', text: ({ poll }) => clockText(poll.at) },
  {
    name: 'Δ', key: 'pause', title: 'pause since the poll before of its stream',
    text: ({ pause }) => (pause === undefined ? '' : spanText(pause)),
  },
  { name: 'latency', key: 'latency', text: ({ latency }) => (latency === undefined ? '' : latencyText(latency)) },
  {
    name: 'HTTP', key: 'http', text: ({ poll }) => poll.failure ?? String(poll.http),
    kind: ({ poll }) => `http-${httpClass(poll)}`,
  },
  { name: 'verdict', key: 'verdict', text: ({ poll }) => poll.verdict },
  { name: 'phase', key: 'phase', text: ({ poll }) => poll.phase, kind: ({ poll }) => `chip ${wordClass(poll.phase)}` },
  { name: 'what changed', key: 'changes', text: ({ poll }) => poll.changes ?? '' },
  {
    name: 'findings', key: 'findings',
    text: ({ poll }) => (poll.anomalies ?? []).map(({ code }) => code).join(', '),
    kind: ({ severity }) => severities[severity] ?? '',
  },
];

/** Days and streams take room only in recordings that have several. */
function columnsFor(recording) {
  return columns.filter(({ key }) => key !== 'stream' || recording.streams.length > 1)
    .map((column) => (column.key === 'time' && recording.spansDays
      ? { ...column, text: ({ poll }) => `${dayText(poll.at).slice(5)} ${clockText(poll.at)}` } : column));
}
