/** The poll table. Only rows in sight are in the document; the grid's own focus walks them. */
class PollTable {
  #grid = byId('grid');
  #body = byId('grid-body');
  #rows = [];
  #shown = new Map();
  #selected;

  constructor(filter, cursor) {
    this.columns = filter.columns;
    this.cursor = cursor;
    this.#grid.setAttribute('aria-colcount', this.columns.length);
    this.#grid.classList.toggle('has-streams', cursor.recording.streams.length > 1);
    this.#grid.classList.toggle('spans-days', cursor.recording.spansDays);
    byId('grid-head').append(...this.columns.map(({ name, key, title }) =>
      element('div', { role: 'columnheader', class: key, title }, name)));
    filter.follow((rows) => this.#take(rows));
    cursor.follow(() => this.#follow());
    this.#grid.addEventListener('scroll', () => this.#render(), { passive: true });
    this.#grid.addEventListener('keydown', (event) => this.#press(event));
    this.#body.addEventListener('click', (event) => this.#click(event));
    new ResizeObserver(() => this.#measure()).observe(this.#grid);
  }

  #take(rows) {
    this.#rows = rows;
    this.#grid.setAttribute('aria-rowcount', rows.length + 1);
    this.#measure();
    this.#follow();
  }

  #measure() {
    const height = parseFloat(getComputedStyle(this.#grid).getPropertyValue('--row-height'));
    const hasOtherShape = height !== this.rowHeight;
    this.rowHeight = height;
    this.#body.style.height = `${this.#rows.length * height}px`;
    this.#render();
    if (hasOtherShape) this.#follow();
  }

  get #room() { return this.#grid.clientHeight - byId('grid-head').offsetHeight; }

  /** Rows come and go in blocks of four, so that most scroll events change nothing. */
  #render() {
    const first = this.#grid.scrollTop / this.rowHeight;
    const from = Math.max(0, Math.floor(first / 4 - 1) * 4);
    const to = Math.min(this.#rows.length, Math.ceil((first + this.#grid.clientHeight / this.rowHeight) / 4 + 1) * 4);
    const rows = this.#rows.slice(from, to);
    const free = this.#freed(new Set(rows));
    const shown = new Map(rows.map((row, i) => {
      const node = this.#shown.get(row) ?? this.#fill(free.pop() ?? this.#build(), row);
      node.style.transform = `translateY(${(from + i) * this.rowHeight}px)`;
      node.setAttribute('aria-rowindex', from + i + 2);
      return [row, node];
    }));
    this.#shown = shown;
    this.#arrange();
    this.#point();
  }

  /** Puts the nodes into the order of the rows and leaves alone those that stand right. */
  #arrange() {
    let next = this.#body.firstChild;
    for (const node of this.#shown.values()) {
      if (node === next) next = next.nextSibling;
      else this.#body.insertBefore(node, next);
    }
  }

  /** Nodes of rows that went out of sight: to fill them anew costs a third of building others. */
  #freed(kept) {
    const free = [...this.#shown].filter(([row]) => !kept.has(row)).map(([, node]) => node);
    for (const node of free) node.remove();
    return free;
  }

  /** Assistive technology follows the selected row, as long as it is in the document. */
  #point() {
    const node = this.#shown.get(this.cursor.row);
    if (node) this.#grid.setAttribute('aria-activedescendant', node.id);
    else this.#grid.removeAttribute('aria-activedescendant');
  }

  #build() {
    const cells = this.columns.map(() => element('div', { role: 'gridcell' }));
    return element('div', { role: 'row', class: 'row' }, ...cells);
  }

  #fill(node, row) {
    node.id = `row-${row.index}`;
    node.setAttribute('aria-selected', String(row === this.cursor.row));
    this.columns.forEach(({ key, text, kind }, place) => {
      const cell = node.children[place];
      const shown = text(row);
      const name = kind ? `${key} ${kind(row)}` : key;
      say(cell, shown);
      if (cell.className !== name) cell.className = name;
      if (isNarrow(key)) cell.title = tooltip(key, shown, row);
    });
    return node;
  }

  #follow() {
    const { row } = this.cursor;
    this.#shown.get(this.#selected)?.setAttribute('aria-selected', 'false');
    this.#selected = row;
    const place = this.#placeOf(row);
    if (this.#rows[place] === row && row) this.#reveal(place);
    this.#shown.get(row)?.setAttribute('aria-selected', 'true');
    this.#point();
  }

  /** The place of the row, or of the first one after it where the filter hides it. */
  #placeOf(row) {
    let [low, high] = [0, this.#rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#rows[middle].index < (row?.index ?? 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #reveal(place) {
    const top = place * this.rowHeight;
    const { scrollTop } = this.#grid;
    const bottom = top + this.rowHeight - this.#room;
    if (top >= scrollTop && bottom <= scrollTop) return;
    // A step goes on at the edge, a jump shows its surroundings.
    const isFar = top < scrollTop - this.#room || bottom > scrollTop + this.#room;
    if (isFar) this.#grid.scrollTop = Math.round((top + bottom) / 2 / this.rowHeight) * this.rowHeight;
    else this.#grid.scrollTop = top < scrollTop ? top : bottom;
    this.#render();
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = this.#placeOf(this.cursor.row);
    const isHidden = this.#rows[place] !== this.cursor.row;
    const page = Math.max(1, Math.floor(this.#room / this.rowHeight) - 1);
    const target = {
      ArrowUp: place - 1, ArrowDown: isHidden ? place : place + 1,
      PageUp: place - page, PageDown: place + page, Home: 0, End: this.#rows.length - 1,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.cursor.select(this.#rows[Math.max(0, Math.min(target, this.#rows.length - 1))]);
  }

  #click(event) {
    const node = event.target.closest('[role="row"]');
    if (node) this.cursor.select(this.cursor.recording.rows[Number(node.id.slice('row-'.length))]);
  }
}

/** Cells that may cut off their text say all of it when pointed at. */
function isNarrow(key) { return key === 'changes' || key === 'findings'; }

function tooltip(key, shown, { poll }) {
  if (key === 'changes') return visible(shown);
  return visible((poll.anomalies ?? []).map(({ text }) => text).join('\n'));
}
