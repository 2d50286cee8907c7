/** The lanes on a canvas. The cursor is an element above it, so that moving it draws nothing again. */
class Timeline {
  #canvas = byId('canvas');
  #box = byId('lanes');
  #scales = new Map();

  constructor(cursor) {
    this.cursor = cursor;
    cursor.follow((_, streamChanged) => this.#follow(streamChanged));
    new ResizeObserver(() => this.draw()).observe(this.#box);
    this.#listen();
  }

  get #scale() {
    const { stream } = this.cursor;
    if (stream && !this.#scales.has(stream)) this.#scales.set(stream, new TimeScale(stream.rows));
    return this.#scales.get(stream);
  }

  draw() { this.#draw(this.#box.clientWidth, devicePixelRatio); }

  /** Paper is as wide as A4 between its margins, whatever the window was; and finer than most screens. */
  drawForPaper() { this.#draw(680, 3); }

  #draw(width, ratio) {
    const scale = this.#scale;
    if (width === 0) return;
    const gutter = width < 560 ? 70 : 104;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(lanesHeight * ratio);
    Object.assign(this.#canvas.style, { width: `${width}px`, height: `${lanesHeight}px` });
    if (!scale) return;
    scale.lay(gutter, width - gutter - 8);
    const context = this.#canvas.getContext('2d');
    context.scale(ratio, ratio);
    const brush = { context, scale, rows: scale.rows, color: colorReader(this.#box) };
    this.#drawAxis(brush, width);
    this.#drawLanes(brush, width);
    this.#place();
  }

  #drawLanes(brush, width) {
    const { context, color, rows, scale } = brush;
    let top = 0;
    for (const shape of lanes) {
      const lane = { ...shape, top };
      context.textAlign = 'left';
      context.textBaseline = 'middle';
      context.fillStyle = color('ink');
      context.fillText(lane.name, 0, lane.top + (lane.value ? 8 : lane.height / 2));
      if (lane.value) {
        context.fillStyle = color('muted');
        context.fillText(`≤ ${countText(mostOf(rows, lane.value))}${lane.unit ?? ''}`, 0, lane.top + 21);
      }
      context.save();
      context.beginPath();
      context.rect(scale.left - 6, lane.top - 1, scale.width + 14, lane.height + 2);
      context.clip();
      lane.draw(brush, lane);
      context.restore();
      top += lane.height + laneGap;
      context.fillStyle = color('line');
      context.fillRect(0, top - laneGap / 2, width, 1);
    }
  }

  #drawAxis({ context, scale, color }, width) {
    const bottom = lanesHeight - axisHeight;
    context.font = `11px ${getComputedStyle(this.#box).fontFamily}`;
    context.fillStyle = color('muted');
    context.textBaseline = 'middle';
    context.fillText('UTC', 0, bottom + 12);
    context.textAlign = 'center';
    for (const { at, text } of scale.ticks(76)) {
      const x = Math.round(scale.x(at));
      context.fillStyle = color('line');
      context.fillRect(x, 0, 1, bottom + 3);
      context.fillStyle = color('muted');
      const half = context.measureText(text).width / 2;
      if (x - half > scale.left - 20 && x + half < width) context.fillText(text, x, bottom + 12);
    }
  }

  #follow(streamChanged) {
    const { row, stream } = this.cursor;
    const hasMoved = row ? this.#scale.reveal(row.poll.at) : false;
    if (streamChanged || hasMoved) this.draw();
    if (streamChanged) {
      const polls = pluralText(stream?.rows.length ?? 0, 'poll');
      this.#canvas.setAttribute('aria-label', `Timeline of ${polls}; the slider below moves through the same polls`);
    }
    this.#place();
  }

  #place() { this.#putMark(byId('cursor-mark'), this.cursor.row); }

  #putMark(mark, row) {
    mark.hidden = !row || !(this.#scale.width > 0);
    if (!mark.hidden) mark.style.transform = `translateX(${this.#scale.x(row.poll.at).toFixed(1)}px)`;
  }

  #hover(row) {
    this.#putMark(byId('hover-mark'), row);
    say(byId('hovered'), row ? pollText(row) : '');
  }

  #listen() {
    const rowAt = (event) => this.#scale?.nearest(event.clientX - this.#box.getBoundingClientRect().left);
    this.#canvas.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      this.#canvas.setPointerCapture(event.pointerId);
      this.cursor.select(rowAt(event));
    });
    this.#canvas.addEventListener('pointermove', (event) => {
      const row = rowAt(event);
      this.#hover(row);
      if (event.buttons & 1) this.cursor.select(row);
    });
    this.#canvas.addEventListener('pointerleave', () => this.#hover(undefined));
    this.#canvas.addEventListener('wheel', (event) => this.#turn(event), { passive: false });
    this.#canvas.addEventListener('keydown', (event) => this.#press(event));
    byId('zoom-in').addEventListener('click', () => this.#zoom(0.5));
    byId('zoom-out').addEventListener('click', () => this.#zoom(2));
    byId('zoom-all').addEventListener('click', () => this.#zoom(Infinity));
  }

  /** The bare wheel scrolls the page; with Control it zooms, with Shift or sideways it pans. */
  #turn(event) {
    if (!this.#scale) return;
    if (event.ctrlKey) {
      const x = event.clientX - this.#box.getBoundingClientRect().left;
      this.#zoom(Math.exp(event.deltaY * 0.004), this.#scale.time(x));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      this.#scale.pan((event.deltaX || event.deltaY) / this.#scale.width);
      this.draw();
    } else return;
    event.preventDefault();
  }

  #press(event) {
    const actions = {
      '+': () => this.#zoom(0.5), '-': () => this.#zoom(2), 0: () => this.#zoom(Infinity),
      ArrowLeft: () => this.cursor.step(-1), ArrowRight: () => this.cursor.step(1),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  }

  #zoom(factor, instant = this.cursor.row?.poll.at) {
    if (!this.#scale || instant === undefined) return;
    if (factor === Infinity) this.#scale.showAll();
    else this.#scale.zoom(factor, instant);
    this.draw();
  }
}

/** `#17 14:21:08.161 202 progress, processing`. */
function pollText({ poll }) {
  return `#${poll.n} ${clockText(poll.at)} ${poll.failure ?? poll.http} ${poll.verdict}, ${poll.phase}`;
}

/** Reads the page's colours for the canvas, which knows no custom properties and no `light-dark()`. */
function colorReader(parent) {
  const probe = parent.appendChild(element('span', { hidden: true }));
  const known = new Map();
  queueMicrotask(() => probe.remove());
  return (name) => {
    if (!known.has(name)) {
      probe.style.color = `var(--${name}, var(--muted))`;
      known.set(name, getComputedStyle(probe).color);
    }
    return known.get(name);
  };
}
