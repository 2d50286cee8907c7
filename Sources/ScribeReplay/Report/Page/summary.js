/** What stands above all: the streams, how they ended, and what was wrong with the recording itself. */
function showSummary(recording, cursor) {
  document.title = recording.title;
  say(byId('title'), recording.title);
  say(byId('facts'), factsText(recording));
  byId('patient-mark').hidden = !recording.hasPatientData;
  document.body.classList.toggle('has-patient-data', recording.hasPatientData);
  say(byId('footer'), recording.hasPatientData
    ? 'This report contains patient data: transcripts and documents.'
    : 'Made by scribe-replay; no patient data inside.');
  byId('notices').append(...notices(recording).map((text) => element('p', { class: 'notice' }, text)));
  showStreams(recording, cursor);
  showDrift(recording.drift);
}

function factsText({ rows, streams, hasPatientData }) {
  const facts = [pluralText(rows.length, 'poll'), pluralText(streams.length, 'stream')];
  if (rows.length > 0) {
    const first = Math.min(...streams.map((stream) => stream.first));
    const last = Math.max(...streams.map((stream) => stream.last));
    facts.push(`${dayText(first)} ${clockText(first)} UTC`, spanText(last - first));
  }
  if (!hasPatientData) facts.push('no patient data inside');
  return facts.join(' · ');
}

function notices({ tornLine, ignored }) {
  const said = [];
  if (tornLine !== undefined) said.push(`Line ${tornLine}, the last of the recording, was cut off and is left out.`);
  if (ignored > 0) said.push(`${pluralText(ignored, 'request')} of no session left out.`);
  return said;
}

function showStreams({ streams }, cursor) {
  if (streams.length === 0) {
    byId('streams').replaceWith(element('p', { class: 'muted' }, 'No session was polled in this recording.'));
    return;
  }
  const names = ['stream', 'session', 'phase', 'polls', 'first', 'span', 'next', 'anomalies'];
  const rows = streams.map((stream) => element('tr', {},
    element('th', { scope: 'row', class: 'data' }, stream.label),
    element('td', { class: 'data name' }, stream.name),
    element('td', {}, phaseChip(stream.phase)),
    element('td', { class: 'number', 'data-name': 'polls' }, countText(stream.polls)),
    element('td', { class: 'number', 'data-name': 'first' }, `${dayText(stream.first)} ${clockText(stream.first)}`),
    element('td', { class: 'number', 'data-name': 'span' }, spanText(stream.last - stream.first)),
    element('td', { class: 'data', 'data-name': 'next' }, stream.next),
    element('td', { class: 'anomalies' }, ...(stream.anomalies.length > 0
      ? stream.anomalies.map(anomalyChip) : [element('span', { class: 'muted' }, 'no anomalies')]))));
  byId('streams').append(
    element('thead', {}, element('tr', {}, ...names.map((name) => element('th', { scope: 'col' }, name)))),
    element('tbody', {}, ...rows));
  cursor.follow(({ stream }, streamChanged) => {
    if (!streamChanged) return;
    rows.forEach((row, place) => row.classList.toggle('current', streams.length > 1 && place === stream.place));
    byId('statistics').replaceChildren(...stream.stats.map(([name, value]) =>
      element('div', {}, element('dt', { class: 'data' }, name), element('dd', { class: 'data' }, value))));
    const heading = streams.length > 1 ? `Statistics of stream ${stream.label}` : 'Statistics';
    say(byId('statistics-heading'), heading);
  });
}

function showDrift(drift) {
  if (drift.length === 0) {
    byId('drift').append(element('p', { class: 'muted' }, 'Everything that came is documented.'));
    return;
  }
  const names = ['severity', 'subject', 'path', 'actual', 'count', 'first', 'last'];
  byId('drift').append(element('table', {},
    element('thead', {}, element('tr', {}, ...names.map((name) => element('th', { scope: 'col' }, name)))),
    element('tbody', {}, ...drift.map((entry) => element('tr', {}, ...names.map((name) =>
      element('td', { class: cellClass(name, entry) }, entry[name] ?? '')))))));
}

function cellClass(name, entry) {
  if (name === 'severity') return wordClass(entry.severity);
  return typeof entry[name] === 'number' ? 'number' : 'data';
}
