/** Decides which polls the table shows. */
class Filter {
  #texts;
  #followers = [];

  constructor(recording, cursor) {
    this.recording = recording;
    this.cursor = cursor;
    this.columns = columnsFor(recording);
    this.#offer('verdict', 'all verdicts', recording.verdicts);
    this.#offer('phase', 'all phases', recording.phases);
    this.#offer('http', 'all answers', ['2xx', '3xx', '4xx', '5xx', ['failure', 'failures']]);
    this.#offer('severity', 'with or without anomalies',
      [['0', 'any anomaly'], ['1', 'warnings and errors'], ['2', 'errors']]);
    this.#offer('stream', 'all streams', [['current', 'stream of the timeline']]);
    byId('filter-stream').hidden = recording.streams.length < 2;
    // Not every program that sets a select for its user fires `input`.
    for (const type of ['input', 'change']) byId('filters').addEventListener(type, () => this.refresh());
    byId('filters').addEventListener('submit', (event) => event.preventDefault());
    byId('filter-clear').addEventListener('click', () => this.clear());
    cursor.follow((_, streamChanged) => { if (streamChanged) this.refresh(); });
    this.#listen();
  }

  /** `follower(rows)` is told the rows that pass, whenever they may be others. */
  follow(follower) { this.#followers.push(follower); }

  clear() {
    byId('filters').reset();
    this.refresh();
  }

  refresh() {
    const passes = this.#test();
    const rows = this.recording.rows.filter(passes);
    say(byId('count'), `${countText(rows.length)} of ${countText(this.recording.rows.length)}`);
    for (const follower of this.#followers) follower(rows);
  }

  #test() {
    const value = (name) => byId(`filter-${name}`).value;
    const words = value('text').toLowerCase().split(/\s+/).filter((word) => word !== '');
    const texts = words.length > 0 ? this.#rowTexts() : [];
    const [verdict, phase, http, severity] = ['verdict', 'phase', 'http', 'severity'].map(value);
    const stream = value('stream') === '' ? undefined : this.cursor.stream;
    const changesOnly = byId('filter-changes').checked;
    return (row) => (verdict === '' || row.poll.verdict === verdict)
      && (phase === '' || row.poll.phase === phase)
      && (http === '' || httpClass(row.poll) === http)
      && (severity === '' || row.severity >= Number(severity))
      && (stream === undefined || row.stream === stream)
      && (!changesOnly || row.changed)
      && words.every((word) => texts[row.index].includes(word));
  }

  /** Made when first asked for: most readers never type here. */
  #rowTexts() {
    const rowText = (row) => this.columns.map(({ text }) => text(row)).join('\n').toLowerCase();
    this.#texts ??= this.recording.rows.map(rowText);
    return this.#texts;
  }

  #offer(name, all, options) {
    byId(`filter-${name}`).append(element('option', { value: '' }, all), ...options.map((option) => {
      const [value, text] = [option].flat();
      return element('option', { value }, text ?? value);
    }));
  }

  #listen() {
    const text = byId('filter-text');
    addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '/' && !event.target.closest('input[type="search"], select')) {
        event.preventDefault();
        text.focus();
        text.select();
      } else if (event.key === 'Escape') {
        this.clear();
        if (event.target === text) byId('grid').focus();
      }
    });
  }
}
