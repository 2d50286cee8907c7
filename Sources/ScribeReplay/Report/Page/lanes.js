/** The lanes of the timeline from top to bottom. `draw` gets a brush (see Timeline) and the lane with its top. */
const lanes = [
  { name: 'phase', height: 22, draw: drawPhases },
  { name: 'HTTP', height: 22, draw: drawAnswers },
  { name: 'audio', height: 26, draw: drawCounts, value: (poll) => poll.audio, color: 'audio' },
  {
    name: 'transcript', height: 34, draw: drawCounts, value: (poll) => poll.transcript, color: 'transcript', unit: ' B',
  },
  { name: 'documents', height: 26, draw: drawCounts, value: (poll) => poll.documents, color: 'documents' },
  { name: 'anomalies', height: 32, draw: drawAnomalies },
];
const laneGap = 6;
const axisHeight = 22;
const lanesHeight = lanes.reduce((sum, lane) => sum + lane.height + laneGap, 0) + axisHeight;

function drawPhases({ context, rows, scale, color }, lane) {
  context.textBaseline = 'middle';
  for (let i = 0; i < rows.length;) {
    const { phase } = rows[i].poll;
    const start = i;
    while (i < rows.length && rows[i].poll.phase === phase) i += 1;
    const left = scale.x(rows[start].poll.at);
    const width = Math.max(scale.x(rows[Math.min(i, rows.length - 1)].poll.at) - left, 2);
    context.fillStyle = color(phase);
    context.fillRect(left, lane.top, width, lane.height);
    // A settled end has no width of its own: its word may stand in the empty room behind it.
    const isLast = i === rows.length;
    const shown = Math.max(left, scale.left);
    const room = (isLast ? scale.left + scale.width : Math.min(left + width, scale.left + scale.width)) - shown - 8;
    context.fillStyle = color('ink');
    if (context.measureText(phase).width <= room) context.fillText(phase, shown + 4, lane.top + lane.height / 2);
  }
}

/** One tick a poll and class and pixel: 10,000 polls are a thousand ticks on a screen. */
function drawAnswers({ context, rows, scale, color }, lane) {
  const drawn = {};
  // The many good answers first, so that they hide no other.
  const isGood = ({ poll }) => httpClass(poll) === '2xx';
  for (const { poll } of [...rows.filter(isGood), ...rows.filter((row) => !isGood(row))]) {
    const x = Math.round(scale.x(poll.at));
    const name = httpClass(poll);
    if (drawn[name] === x) continue;
    drawn[name] = x;
    context.fillStyle = color(`http-${name}`);
    if (name === 'failure') {
      drawCross(context, x, lane.top + lane.height / 2, 4);
    } else {
      const height = name === '2xx' ? lane.height * 0.55 : lane.height;
      context.fillRect(x - 1, lane.top + lane.height - height, 2, height);
    }
  }
}

function drawCross(context, x, y, size) {
  context.strokeStyle = context.fillStyle;
  context.lineWidth = 1.75;
  context.beginPath();
  context.moveTo(x - size, y - size);
  context.lineTo(x + size, y + size);
  context.moveTo(x - size, y + size);
  context.lineTo(x + size, y - size);
  context.stroke();
}

/** A count as a step line over its soft area; where it is not known there is neither. */
function drawCounts({ context, rows, scale, color }, lane) {
  const bottom = lane.top + lane.height - 1;
  const most = mostOf(rows, lane.value);
  const y = (value) => bottom - (most === 0 ? 0 : value / most) * (lane.height - 3);
  const line = new Path2D();
  const area = new Path2D();
  let known;
  rows.forEach(({ poll }, place) => {
    const value = lane.value(poll);
    const x = scale.x(poll.at);
    if (known !== undefined && (value !== known || place === rows.length - 1)) {
      line.lineTo(x, y(known));
      area.lineTo(x, y(known));
    }
    if (value === known) return;
    if (known !== undefined && value === undefined) area.lineTo(x, bottom);
    if (known === undefined) {
      line.moveTo(x, y(value));
      area.moveTo(x, bottom);
    }
    if (value !== undefined) {
      line.lineTo(x, y(value));
      area.lineTo(x, y(value));
    }
    known = value;
  });
  if (known !== undefined) area.lineTo(scale.x(rows.at(-1).poll.at), bottom);
  context.fillStyle = context.strokeStyle = color(lane.color);
  context.globalAlpha = 0.16;
  context.fill(area);
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.stroke(line);
}

function mostOf(rows, value) {
  return rows.reduce((most, { poll }) => Math.max(most, value(poll) ?? 0), 0);
}

/** Errors on top, notes below; one that began here is a mark, one that only went on is a dot. */
function drawAnomalies({ context, rows, scale, color }, lane) {
  const drawn = {};
  for (const { poll } of rows) {
    for (const { severity, isNew } of poll.anomalies ?? []) {
      const x = Math.round(scale.x(poll.at));
      const key = `${severity} ${isNew}`;
      if (drawn[key] === x) continue;
      drawn[key] = x;
      context.fillStyle = color(severity);
      const y = lane.top + 5 + (severities.length - 1 - severities.indexOf(severity)) * 11;
      if (isNew) drawAnomaly(context, severity, x, y);
      else context.fillRect(x - 1, y - 1, 2, 2);
    }
  }
}

/** The shape says the severity too, for who does not see the colour. */
function drawAnomaly(context, severity, x, y) {
  const mark = new Path2D();
  if (severity === 'error') mark.rect(x - 4, y - 4, 8, 8);
  else if (severity === 'warning') {
    mark.moveTo(x, y - 5);
    mark.lineTo(x + 5, y + 4);
    mark.lineTo(x - 5, y + 4);
  } else mark.arc(x, y, 3.5, 0, 2 * Math.PI);
  context.fill(mark);
}
