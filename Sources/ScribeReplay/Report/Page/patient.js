/** Texts longer than this are cut around the change: a megabyte would hold up every step of the slider. */
const excerptLength = 20_000;

/** Transcript and documents as they were at the cursor. */
class PatientTexts {
  #histories = new Map();
  #panels = new Map();
  #box = byId('patient-texts');

  constructor(recording, cursor) {
    byId('patient').hidden = !recording.hasPatientData;
    if (!recording.hasPatientData) return;
    cursor.follow(({ row }) => { if (row) this.#show(row); });
  }

  #show({ stream, place }) {
    if (!this.#histories.has(stream)) this.#histories.set(stream, new PatientHistory(stream.rows));
    const { transcript, kept, documents, changed } = this.#histories.get(stream).at(place);
    const texts = [{ name: 'transcript', text: transcript ?? '', kept },
      ...[...documents].map(([name, text]) => ({
        name: `document ${name}`, text, kept: changed.has(name) ? 0 : text.length,
      }))];
    const panels = new Map(texts.map(({ name }) => [name, this.#panels.get(name) ?? new TextPanel(name)]));
    if (!areEqual([...panels.keys()], [...this.#panels.keys()])) {
      this.#box.replaceChildren(...[...panels.values()].map((panel) => panel.article));
    }
    this.#panels = panels;
    for (const text of texts) panels.get(text.name).show(text);
  }
}

class TextPanel {
  #heading = element('h3', { class: 'data' });
  #old = document.createTextNode('');
  #new = element('mark');
  #more = element('button', { type: 'button', hidden: true });
  #text;
  #kept;

  constructor(name) {
    this.name = name;
    const body = element('p', { class: 'patient-text', tabindex: 0, role: 'region', 'aria-label': visible(name) },
      this.#old, this.#new);
    this.article = element('article', {}, this.#heading, this.#more, body);
    this.#more.addEventListener('click', () => this.#put(0, this.#text.length));
  }

  show({ text, kept }) {
    if (text === this.#text && kept === this.#kept) return;
    this.#text = text;
    this.#kept = kept;
    say(this.#heading, `${this.name} (${countText(text.length)} characters)`);
    const from = Math.max(0, Math.min(kept, text.length - excerptLength / 2) - excerptLength / 2);
    this.#put(from, Math.min(text.length, from + excerptLength));
  }

  #put(from, to) {
    const middle = Math.min(Math.max(this.#kept, from), to);
    this.#old.data = `${from > 0 ? '…' : ''}${this.#text.slice(from, middle)}`;
    this.#new.textContent = `${this.#text.slice(middle, to)}${to < this.#text.length ? '…' : ''}`;
    this.#more.hidden = from === 0 && to === this.#text.length;
    this.#more.textContent = `Show all ${countText(this.#text.length)} characters`;
  }
}
