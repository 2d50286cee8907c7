/**
 * What a stream looked like after each poll, folded from the differences that the polls carry.
 *
 * A copy is kept before every 128th poll, so that any point of 10,000 polls is at most 128 small steps away.
 */
class Keyframes {
  static spacing = 128;

  /** `evolve(state, poll)` moves a state that `empty()` made and `copy` copies. */
  constructor(rows, { empty, copy, evolve }) {
    this.polls = rows.map((row) => row.poll);
    this.copy = copy;
    this.evolve = evolve;
    this.keyframes = [];
    const state = empty();
    this.polls.forEach((poll, place) => {
      if (place % Keyframes.spacing === 0) this.keyframes.push(copy(state));
      evolve(state, poll);
    });
    this.keyframes.push(copy(state));
  }

  /** The state before the poll at this place. */
  before(place) {
    const key = Math.floor(place / Keyframes.spacing);
    const state = this.copy(this.keyframes[key]);
    for (let i = key * Keyframes.spacing; i < place; i += 1) this.evolve(state, this.polls[i]);
    return state;
  }
}

/** The flattened state: path to text. */
class StateHistory extends Keyframes {
  constructor(rows) {
    super(rows, {
      empty: () => new Map(),
      copy: (state) => new Map(state),
      evolve: (state, poll) => evolveEntries(state, poll.state),
    });
    this.ranks = pathRanks(this.polls);
  }

  /** Every path known before or after the poll, in a steady order. */
  at(place) {
    const before = this.before(place);
    const delta = this.polls[place].state ?? {};
    const after = new Map(before);
    evolveEntries(after, delta);
    const paths = new Set([...after.keys(), ...Object.keys(delta)]);
    return [...paths]
      .sort((a, b) => this.ranks.get(a) - this.ranks.get(b))
      .map((path) => ({
        path, value: after.get(path), before: before.get(path), isChanged: Object.hasOwn(delta, path),
      }));
  }
}

/** Transcript and documents: texts of patients, there only if the report was asked for them. */
class PatientHistory extends Keyframes {
  constructor(rows) {
    super(rows, {
      empty: () => ({ transcript: undefined, kept: 0, documents: new Map() }),
      copy: (state) => ({ ...state, documents: new Map(state.documents) }),
      evolve: (state, { patient = {} }) => {
        if (patient.transcript) {
          const { keep, text } = patient.transcript;
          state.transcript = (state.transcript ?? '').slice(0, keep) + text;
        }
        state.kept = patient.transcript ? patient.transcript.keep : state.transcript?.length ?? 0;
        evolveEntries(state.documents, patient.documents);
      },
    });
  }

  at(place) {
    const state = this.before(place);
    this.evolve(state, this.polls[place]);
    return { ...state, changed: new Set(Object.keys(this.polls[place].patient?.documents ?? {})) };
  }
}

function evolveEntries(map, delta = {}) {
  for (const [key, value] of Object.entries(delta)) {
    if (value === null) map.delete(key);
    else map.set(key, value);
  }
}

/** Top-level names in the order of their first appearance, members of one name by their text. */
function pathRanks(polls) {
  const names = new Map();
  const paths = new Set();
  const nameOf = (path) => path.split(/[.[]/, 1)[0];
  for (const { state = {} } of polls) {
    for (const path of Object.keys(state)) {
      paths.add(path);
      if (!names.has(nameOf(path))) names.set(nameOf(path), names.size);
    }
  }
  const { compare } = new Intl.Collator('en', { numeric: true });
  const sorted = [...paths].sort((a, b) => names.get(nameOf(a)) - names.get(nameOf(b)) || compare(a, b));
  return new Map(sorted.map((path, rank) => [path, rank]));
}
