/** What the poll under the cursor said, and the state after it. */
class Point {
  #histories = new Map();
  #shown = new Map();

  constructor(cursor) {
    this.hasStreams = cursor.recording.streams.length > 1;
    cursor.follow(({ row, stream }) => {
      if (row) this.#show(row);
      else say(byId('where'), stream ? 'No polls in this stream.' : 'No polls in this recording.');
    });
  }

  #show(row) {
    const { poll, stream } = row;
    byId('where').replaceChildren(
      element('strong', {}, `Poll ${countText(poll.n)}`), this.#placeText(row),
      ` · ${dayText(poll.at)} ${clockText(poll.at)} UTC`);
    byId('said').replaceChildren(...saidParts(row).flatMap(([name, ...nodes]) =>
      [element('dt', {}, name), element('dd', { class: 'data' }, ...nodes)]));
    this.#showState(this.#history(stream).at(row.place));
  }

  #placeText({ stream, place }) {
    return this.hasStreams
      ? visible(` · ${countText(place + 1)} of ${countText(stream.rows.length)} in stream ${stream.label}`)
      : ` of ${countText(stream.rows.length)}`;
  }

  #history(stream) {
    if (!this.#histories.has(stream)) this.#histories.set(stream, new StateHistory(stream.rows));
    return this.#histories.get(stream);
  }

  /** Rows are kept by their path: most of the state stays as it is from poll to poll. */
  #showState(entries) {
    const shown = new Map(entries.map((entry) => [entry.path, this.#shown.get(entry.path) ?? stateRow(entry.path)]));
    if (!areEqual([...shown.keys()], [...this.#shown.keys()])) byId('state').replaceChildren(...shown.values());
    this.#shown = shown;
    for (const entry of entries) fillStateRow(shown.get(entry.path), entry);
  }
}

function stateRow(path) {
  return element('tr', {}, element('th', { scope: 'row', class: 'data' }, ...breakable(path)),
    element('td', { class: 'data' }), element('td', { class: 'data' }));
}

/** A path that may go on in the next line at a dot, a bracket or a line, before it is broken within a word. */
function breakable(path) {
  return path.split(/(?<=[\]/_])|(?=[.[])/).flatMap((part, i) => (i === 0 ? [part] : [element('wbr'), part]));
}

function fillStateRow(row, { value, before, isChanged }) {
  const kind = !isChanged ? '' : value === undefined ? 'gone' : 'changed';
  if (row.className !== kind) row.className = kind;
  say(row.cells[1], value ?? 'gone');
  say(row.cells[2], !isChanged ? '' : before ?? 'absent');
}

function saidParts(row) {
  const { poll } = row;
  const answer = element('span', { class: `http-${httpClass(poll)}` }, poll.failure ?? `HTTP ${poll.http}`);
  const parts = [
    ['answer', answer, ' ', timingText(row)],
    ['verdict', element('strong', {}, poll.verdict), ' ', phaseChip(poll.phase)],
    ['next', poll.next],
  ];
  if (poll.changes) parts.push(['changed', poll.changes]);
  if (poll.events?.length > 0) {
    parts.push(['events', element('ul', {}, ...poll.events.map((event) => element('li', {}, eventText(event))))]);
  }
  if (poll.anomalies?.length > 0) {
    parts.push(['anomalies', element('ul', {}, ...poll.anomalies.map(({ text, severity, isNew }) =>
      element('li', { class: wordClass(severity) }, isNew ? text : `${text} (goes on)`)))]);
  }
  return parts;
}

function timingText({ pause, latency }) {
  const parts = [];
  if (latency !== undefined) parts.push(`after ${latencyText(latency)}`);
  if (pause !== undefined) parts.push(`${spanText(pause)} since the poll before`);
  return element('span', { class: 'muted' }, parts.join(', '));
}
