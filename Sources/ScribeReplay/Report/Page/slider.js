/** The slider and its buttons: one step a poll of the stream. */
function showSlider(recording, cursor) {
  const slider = byId('slider');
  slider.addEventListener('input', () => cursor.select(cursor.stream?.rows[slider.value - 1]));
  const buttons = {
    previous: () => cursor.step(-1),
    next: () => cursor.step(1),
    'previous-change': () => cursor.stepToChange(-1),
    'next-change': () => cursor.stepToChange(1),
  };
  for (const [id, action] of Object.entries(buttons)) byId(id).addEventListener('click', action);
  cursor.follow(({ row, stream }, streamChanged) => {
    if (streamChanged) {
      slider.max = Math.max(stream?.rows.length ?? 0, 1);
      slider.disabled = !row;
      for (const id of Object.keys(buttons)) byId(id).disabled = !row;
    }
    slider.value = (row?.place ?? 0) + 1;
    slider.setAttribute('aria-valuetext',
      row ? `poll ${row.poll.n}, ${clockText(row.poll.at)}, ${row.poll.phase}` : 'no polls');
  });
  offerStreams(recording.streams, cursor);
}

function offerStreams(streams, cursor) {
  if (streams.length < 2) return;
  const select = byId('stream');
  byId('stream-label').hidden = false;
  select.append(...streams.map((stream) => element('option', { value: stream.place },
    `${stream.label}: ${stream.name} (${stream.phase})`)));
  select.addEventListener('change', () => cursor.selectStream(streams[select.value]));
  cursor.follow(({ stream }) => { select.value = stream.place; });
}
