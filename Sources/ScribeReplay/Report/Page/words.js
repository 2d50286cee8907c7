const twoDigits = (number) => String(number).padStart(2, '0');

/** 14:21:08.161, UTC. */
function clockText(ms) { return new Date(ms).toISOString().slice(11, 23); }

/** 2026-06-06, UTC. */
function dayText(ms) { return new Date(ms).toISOString().slice(0, 10); }

/** `0.604 s`, `2 m 05 s`, `3 h 00 m`, as the command line writes them. */
function spanText(ms) {
  const sign = ms < 0 ? '-' : '';
  const size = Math.abs(ms);
  if (size < 100_000) return `${sign}${(size / 1000).toFixed(3)} s`;
  const seconds = Math.floor(size / 1000);
  if (seconds < 6000) return `${sign}${Math.floor(seconds / 60)} m ${twoDigits(seconds % 60)} s`;
  return `${sign}${Math.floor(seconds / 3600)} h ${twoDigits(Math.floor(seconds / 60) % 60)} m`;
}

function latencyText(ms) { return Math.abs(ms) < 10_000 ? `${ms} ms` : spanText(ms); }

function countText(number) { return number.toLocaleString('en-US'); }

function pluralText(number, noun) { return `${countText(number)} ${noun}${number === 1 ? '' : 's'}`; }

const unseenCharacters =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Controls and directional overrides spelled out: a text from a server must not rearrange the line it stands in, and
 * who debugs wants to see that it tried. Joiners stay, because Indic scripts need them.
 */
function visible(text) {
  return String(text).replace(unseenCharacters, (character) =>
    `‹U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}›`);
}

/** An event of the log in one line: its type, then its members. */
function eventText({ type, ...members }) {
  const told = Object.entries(members).map(([name, value]) =>
    `${name} ${typeof value === 'object' && value !== null ? JSON.stringify(value) : value}`);
  return [type, ...told].join('  ');
}
