/** Paper holds no scrolling: more rows than this are nobody's reading. */
const mostPrintedRows = 500;

/** Puts the filtered rows into a plain table, in light colours, while the page is printed. */
class Printing {
  #rows = [];
  #section = byId('printed');

  constructor(filter, timeline, recording) {
    this.filter = filter;
    this.timeline = timeline;
    this.recording = recording;
    filter.follow((rows) => { this.#rows = rows; });
    addEventListener('beforeprint', () => this.#prepare());
    addEventListener('afterprint', () => this.#restore());
  }

  #prepare() {
    document.documentElement.classList.add('on-paper');
    this.timeline.drawForPaper();
    const rows = this.#rows.slice(0, mostPrintedRows);
    const leftOut = this.#rows.length - rows.length;
    const { columns } = this.filter;
    this.#section.hidden = false;
    this.#section.replaceChildren(
      element('h2', {}, 'Polls'),
      element('p', {}, `${byId('count').textContent} polls pass the filter${leftOut > 0
        ? `; ${countText(leftOut)} of them are left out here` : ''}.`),
      element('table', {},
        element('thead', {}, ...this.#markRow(columns.length),
          element('tr', {}, ...columns.map(({ name }) => element('th', { scope: 'col' }, name)))),
        element('tbody', {}, ...rows.map((row) => element('tr', {},
          ...columns.map(({ key, text }) => element('td', { class: `${key} data` }, text(row))))))));
  }

  /** A table's head is repeated on each page, also by browsers that know no margin boxes. */
  #markRow(span) {
    if (!this.recording.hasPatientData) return [];
    return [element('tr', {}, element('th', { colspan: span, class: 'paper-mark' }, byId('patient-mark').textContent))];
  }

  #restore() {
    document.documentElement.classList.remove('on-paper');
    this.#section.hidden = true;
    this.#section.replaceChildren();
    this.timeline.draw();
  }
}
