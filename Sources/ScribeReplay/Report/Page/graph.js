/** A path of thousands of steps is no reading matter; the rest is in the table. */
const mostSteps = 300;

/** The phases as a graph, the documented way faint, the walked one strong, and its steps as a list. */
class StateGraph {
  #nodes = new Map();
  #edges = [];
  #steps = [];

  constructor(recording, cursor) {
    this.recording = recording;
    this.cursor = cursor;
    cursor.follow(({ row, stream }, streamChanged) => {
      if (streamChanged) this.#draw(stream);
      this.#mark(row);
    });
  }

  #draw(stream) {
    const edges = walkedEdges(stream?.path ?? []);
    const faint = ordinaryWay.filter(([from, to]) => !edges.some((edge) => edge.from === from && edge.to === to));
    const router = new Router();
    this.#edges = edges.map((edge) => ({ ...edge, ...drawnEdge(edge, router) }));
    this.#nodes = new Map(this.recording.phases.filter((phase) => Object.hasOwn(phasePlaces, phase))
      .map((phase) => [phase, drawnPhase(phase, edges)]));
    byId('graph').replaceChildren(svgElement('svg', {
      viewBox: `0 0 ${drawingSize.width} ${drawingSize.height}`, role: 'img',
      'aria-labelledby': 'graph-title graph-text',
    },
    svgElement('title', { id: 'graph-title' }, `Phases of ${stream?.name ?? 'no stream'}`),
    svgElement('desc', { id: 'graph-text' }, 'The same steps follow as a list.'),
    svgElement('defs', {}, arrowHead('head'), arrowHead('head-faint'), arrowHead('head-current')),
    frame('open', 130, 55, 396, 210), frame('settled', 650, 12, 112, 292),
    ...faint.map(([from, to]) => svgElement('path', {
      class: 'faint', d: curveText(router.route(from, to, 0).curve), 'marker-end': 'url(#head-faint)',
    })),
    ...this.#edges.map((edge) => edge.line), ...this.#edges.map((edge) => edge.label), ...this.#nodes.values()));
    this.#list(stream?.path ?? []);
  }

  #list(path) {
    this.#steps = path.slice(0, mostSteps).map((step) => {
      const button = element('button', { type: 'button' },
        element('span', { class: 'number' }, `#${step.n}`), ` ${step.from} → ${step.to} `,
        element('em', {}, step.verdict));
      button.addEventListener('click', () => this.cursor.select(this.recording.numbered(step.n)));
      return { n: step.n, item: element('li', {}, button) };
    });
    byId('steps').replaceChildren(...this.#steps.map(({ item }) => item));
    if (path.length > mostSteps) {
      byId('steps').append(element('li', { class: 'none muted' }, `and ${countText(path.length - mostSteps)} more`));
    }
    if (path.length === 0) byId('steps').append(element('li', { class: 'none muted' }, 'The phase never changed.'));
  }

  /** The phase after the poll, and the last step taken until then. */
  #mark(row) {
    for (const [phase, node] of this.#nodes) node.classList.toggle('current', phase === row?.poll.phase);
    const last = this.#steps.findLast(({ n }) => row && n <= row.poll.n);
    for (const { n, item } of this.#steps) {
      if (n === last?.n) item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
    }
    for (const edge of this.#edges) {
      const isCurrent = edge.numbers.has(last?.n);
      edge.line.classList.toggle('current', isCurrent);
      edge.line.setAttribute('marker-end', isCurrent ? 'url(#head-current)' : 'url(#head)');
      edge.label.classList.toggle('current', isCurrent);
    }
  }
}

/** Steps between the same two phases are one arrow. */
function walkedEdges(path) {
  const edges = new Map();
  for (const { from, to, verdict, n } of path) {
    const key = `${from} ${to}`;
    if (!edges.has(key)) edges.set(key, { from, to, numbers: new Set(), verdicts: new Set() });
    edges.get(key).numbers.add(n);
    edges.get(key).verdicts.add(verdict);
  }
  return [...edges.values()].filter(({ from, to }) =>
    from !== to && Object.hasOwn(phasePlaces, from) && Object.hasOwn(phasePlaces, to));
}

/** `2, 5: reopened`; of many steps the first ones and how many there are. */
function edgeText({ numbers, verdicts }) {
  const all = [...numbers];
  const told = all.length > 4 ? `${all.slice(0, 3).join(', ')} … ${all.length}×` : all.join(', ');
  return `${told}: ${[...verdicts].join(', ')}`;
}

function drawnEdge(edge, router) {
  const text = edgeText(edge);
  const { curve, label } = router.route(edge.from, edge.to, text.length);
  const half = (label.right - label.left) / 2;
  return {
    line: svgElement('path', { class: 'walked', d: curveText(curve) }),
    label: svgElement('g', { class: 'label', transform: `translate(${label.x.toFixed(1)} ${label.y.toFixed(1)})` },
      svgElement('rect', { x: -half, y: -8, width: 2 * half, height: 16, rx: 3 }),
      svgElement('text', { y: 4 }, text)),
  };
}

function drawnPhase(phase, edges) {
  const [x, y] = phasePlaces[phase];
  const isWalked = edges.some(({ from, to }) => from === phase || to === phase);
  return svgElement('g', { class: isWalked ? 'node walked' : 'node' },
    svgElement('rect', {
      x: x - nodeSize.width / 2, y: y - nodeSize.height / 2, width: nodeSize.width, height: nodeSize.height, rx: 4,
      style: `fill: var(--${phase})`,
    }),
    svgElement('text', { x, y: y + 4 }, phase));
}

function frame(name, x, y, width, height) {
  return svgElement('g', { class: 'frame' }, svgElement('rect', { x, y, width, height, rx: 6 }),
    svgElement('text', { x: x + 8, y: y + height - 7 }, name));
}

function arrowHead(id) {
  return svgElement('marker', { id, viewBox: '0 0 8 8', refX: 6, refY: 4, markerWidth: 8, markerHeight: 8,
    markerUnits: 'userSpaceOnUse', orient: 'auto' }, svgElement('path', { d: 'M0 0.5 8 4 0 7.5z' }));
}

function curveText([from, control, to]) {
  const [a, b, c] = [from, control, to].map((point) => point.map((value) => value.toFixed(1)).join(' '));
  return `M${a}Q${b} ${c}`;
}
