// Building elements. Text only ever becomes text nodes: nothing that people type is HTML.

/** Builds an element: properties starting with "on" are listeners, the others attributes. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter(isShown));
  return element;
}

function isShown(child) {
  return child !== null && child !== undefined && child !== false;
}

const ICONS = {
  hash: "M5 9h14M4 15h14M10 4 8 20M16 4l-2 16",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  home: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zm10-3a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  send: "M4 12l16-8-6 16-3-7z",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  menu: "M4 6h16M4 12h16M4 18h16",
  reply: "M4 5h16v11H11l-5 4v-4H4z",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  check: "M5 12l5 5L19 7",
  down: "M6 9l6 6 6-6",
  people: "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21c0-4 3-6 7-6s7 2 7 6M17 4a4 4 0 0 1 0 7M18 15c2.5.6 4 2.5 4 6",
  file: "M6 3h8l4 4v14H6zM14 3v5h5",
  download: "M12 4v11m-4-4 4 4 4-4M5 20h14",
  warning: "M12 3 2 20h20zM12 10v4M12 17h.01",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 14.5c2 2.5 5 2.5 7 0M9 9.5h.01M15 9.5h.01",
};

/** Draws an icon, which screen readers pass over. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

let count = 0;

/** Gives an id that no other element has. */
export function newId(prefix) {
  count += 1;
  return `${prefix}-${count}`;
}

/** Replaces an element's children and keeps the focus where it was, by `data-focus`. */
export function replaceChildrenOf(parent, ...children) {
  const focused = focusKey(parent);
  parent.replaceChildren(...children.flat(Infinity).filter(isShown));
  restoreFocus(parent, focused);
}

/** Replaces an element by another and keeps the focus where it was, by `data-focus`. */
export function replaceElement(before, after) {
  const focused = focusKey(before);
  before.replaceWith(after);
  restoreFocus(after, focused);
}

function focusKey(parent) {
  const active = document.activeElement;
  return parent.contains(active) ? active.dataset.focus : undefined;
}

function restoreFocus(parent, key) {
  if (!key) return;
  const again = [parent, ...parent.querySelectorAll("[data-focus]")];
  again.find((element) => element.dataset?.focus === key)?.focus({ preventScroll: true });
}
