const byId = (id) => document.getElementById(id);

/** Builds an element. Text is only ever set as text: all of it may come from a hostile server. */
function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

function svgElement(name, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== undefined)
    .map((child) => (typeof child === 'object' ? child : visible(child))));
  return node;
}

/** Sets a text only where it differs: an assignment alone would cost a layout. */
function say(node, text) {
  const shown = visible(text ?? '');
  if (node.textContent !== shown) node.textContent = shown;
}

function areEqual(left, right) {
  return left.length === right.length && left.every((value, place) => value === right[place]);
}

function phaseChip(phase) { return element('span', { class: `chip ${wordClass(phase)}` }, phase); }

/** A word of the data as a class name; one that is not a plain word colours nothing. */
function wordClass(word) { return /^[a-z]+$/.test(word) ? word : ''; }

function anomalyChip({ code, severity, polls }) {
  const times = polls === undefined ? '' : ` ×${countText(polls)}`;
  return element('span', { class: `anomaly ${wordClass(severity)}` }, `${code}${times}`);
}

/** Switches between the system's colours, light and dark; nothing is remembered. */
function offerThemes(button, changed) {
  const themes = ['auto', 'light', 'dark'];
  const root = document.documentElement;
  button.addEventListener('click', () => {
    const theme = themes[(themes.indexOf(root.dataset.theme ?? 'auto') + 1) % themes.length];
    root.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
    changed();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
}
