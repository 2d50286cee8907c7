/** The poll that everything shows. Whoever moves it, all parts of the page follow. */
class Cursor {
  #followers = [];

  constructor(recording) {
    this.recording = recording;
    this.stream = recording.streams[0];
    this.row = this.stream?.rows.at(-1);
  }

  follow(follower) { this.#followers.push(follower); }

  /** Tells all followers where the cursor stands, as if it had come from another stream. */
  announce() { this.#tell(true); }

  select(row) {
    if (!row || row === this.row) return;
    const streamChanged = row.stream !== this.stream;
    this.row = row;
    this.stream = row.stream;
    this.#tell(streamChanged);
  }

  selectStream(stream) {
    if (stream === this.stream) return;
    this.stream = stream;
    this.row = stream.rows.at(-1);
    this.#tell(true);
  }

  step(distance) { this.select(this.stream?.rows[(this.row?.place ?? 0) + distance]); }

  /** To the nearest poll in this direction that was more than a repetition. */
  stepToChange(direction) {
    const rows = this.stream?.rows ?? [];
    let place = (this.row?.place ?? 0) + direction;
    while (rows[place]?.poll.verdict === 'same') place += direction;
    this.select(rows[place]);
  }

  #tell(streamChanged) {
    for (const follower of this.#followers) follower(this, streamChanged);
  }
}

/** Keeps `#n=17` in the address, so that a link can point at a poll. */
function followAddress(cursor) {
  const go = () => {
    const match = /^#n=(\d+)$/.exec(location.hash);
    if (match) cursor.select(cursor.recording.numbered(Number(match[1])));
  };
  let timer;
  const note = () => {
    // Browsers count these calls and refuse after some hundred in half a minute; a held key makes more.
    clearTimeout(timer);
    timer = setTimeout(() => {
      try { history.replaceState(null, '', `#n=${cursor.row.poll.n}`); } catch { /* file: may refuse */ }
    }, 200);
  };
  go();
  addEventListener('hashchange', go);
  let isOpening = true;
  cursor.follow(() => {
    if (!isOpening && cursor.row) note();
    isOpening = false;
  });
}
