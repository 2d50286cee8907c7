const nodeSize = { width: 92, height: 28 };
const drawingSize = { width: 860, height: 324 };

/** Where each phase stands: the open ones from left to right, the settled ones in a column. */
const phasePlaces = {
  unseen: [54, 160], created: [182, 160], initialized: [322, 84], recording: [322, 236], processing: [474, 160],
  completed: [706, 45], partial: [706, 119], failed: [706, 193], expired: [706, 267],
};

/** The way that the documentation describes. */
const ordinaryWay = [
  ['unseen', 'created'], ['created', 'initialized'], ['created', 'recording'], ['initialized', 'processing'],
  ['recording', 'processing'], ['processing', 'completed'], ['processing', 'partial'], ['processing', 'failed'],
  ['processing', 'expired'],
];

/** Finds bends and label places that keep arrows and words off the phases and off each other. */
class Router {
  #nodes = Object.values(phasePlaces).map(([x, y]) => box(x, y, nodeSize.width + 8, nodeSize.height + 8));
  #labels = [];
  #points = [];

  /** A quadratic curve from border to border, and the place of its label of `length` characters. */
  route(from, to, length) {
    const others = Object.entries(phasePlaces).filter(([phase]) => phase !== from && phase !== to)
      .map(([, [x, y]]) => box(x, y, nodeSize.width + 8, nodeSize.height + 8));
    const routes = [0, 16, -16, 40, -40, 75, -75, 115, -115, 160, -160].flatMap((bend) => {
      const curve = curveBetween(phasePlaces[from], phasePlaces[to], bend);
      const points = Array.from({ length: 25 }, (_, i) => pointOf(curve, i / 24));
      const cost = Math.abs(bend) * 0.15 + this.#crossings(points, others);
      if (length === 0) return { curve, points, cost };
      return [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78].map((share) => {
        const label = labelAt(pointOf(curve, share), length);
        return { curve, points, label, cost: cost + Math.abs(share - 0.5) * 6 + this.#covered(label, points) };
      });
    });
    const best = routes.reduce((a, b) => (b.cost < a.cost ? b : a));
    this.#points.push(...best.points);
    if (best.label) this.#labels.push(best.label);
    return best;
  }

  #crossings(points, nodes) {
    const drawing = { left: 4, top: 4, right: drawingSize.width - 4, bottom: drawingSize.height - 4 };
    const inner = points.slice(1, -1);
    return count(inner, (point) => nodes.some((node) => isInside(point, node))) * 200
      + count(inner, (point) => !isInside(point, drawing)) * 200
      + count(inner, (point) => this.#labels.some((label) => isInside(point, label))) * 40
      + count(inner, ([x, y]) => this.#points.some(([u, v]) => Math.hypot(x - u, y - v) < 7)) * 4;
  }

  #covered(label, own) {
    return count([...this.#nodes, ...this.#labels], (other) => overlaps(label, other)) * 300
      + count(this.#points, (point) => isInside(point, label)) * 15
      + (count(own, (point) => isInside(point, label)) > own.length / 3 ? 40 : 0);
  }
}

/** A label never leaves the drawing, even where its arrow runs along the edge. */
function labelAt([onCurve, y], length) {
  const width = length * 6.5 + 8;
  const x = Math.min(Math.max(onCurve, width / 2 + 2), drawingSize.width - width / 2 - 2);
  return { ...box(x, y, width, 16), x, y };
}

function count(values, isCounted) { return values.reduce((sum, value) => sum + (isCounted(value) ? 1 : 0), 0); }

function box(x, y, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function isInside([x, y], { left, right, top, bottom }) { return x > left && x < right && y > top && y < bottom; }

function overlaps(a, b) { return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom; }

/** Bends to the left of its direction, so that a way and the way back lie apart. */
function curveBetween([x1, y1], [x2, y2], bend) {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const control = [(x1 + x2) / 2 + ((y2 - y1) / length) * bend * 2, (y1 + y2) / 2 - ((x2 - x1) / length) * bend * 2];
  return [borderPoint([x1, y1], control, 1), control, borderPoint([x2, y2], control, 5)];
}

/** Where the line from the middle of a phase leaves its box, and a gap further. */
function borderPoint([x, y], [toX, toY], gap) {
  const [dx, dy] = [toX - x, toY - y];
  const length = Math.hypot(dx, dy) || 1;
  const share = Math.min(nodeSize.width / 2 / (Math.abs(dx) || 1e-9), nodeSize.height / 2 / (Math.abs(dy) || 1e-9));
  return [x + dx * share + (dx / length) * gap, y + dy * share + (dy / length) * gap];
}

function pointOf([[x0, y0], [x1, y1], [x2, y2]], t) {
  const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
  return [a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2];
}
