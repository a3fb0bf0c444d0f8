// Making elements, and the few icons.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  menu: "M3 5h14M3 10h14M3 15h14",
  eye: "M1.500 10S4.500 4.500 10 4.500 18.500 10 18.500 10 15.500 15.500 10 15.500 1.500 10 1.500 10zM10 7.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z",
  hash: "M4 7.500h13M3 12.500h13M8.500 3 6.500 17M13.500 3l-2 14",
  thread: "M4 3v9a3 3 0 0 0 3 3h9M12.500 11.500 16 15l-3.500 3",
  lock: "M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9",
  box: "M3 4h14v4H3zM4.500 8v8.500h11V8M8 11.500h4",
  letter: "M2.500 5h15v10.500h-15zM2.500 5.500 10 11l7.500-5.500",
  reply: "M8 5 3 10l5 5M3.500 10H12a5 5 0 0 1 5 5v1",
  pen: "M4 16l.8-3.500L13.500 4 16 6.500 7.500 15.200zM12 5.500 14.500 8",
  bin: "M4 6h12M8 6V4h4v2M5.500 6l.8 11h7.400l.8-11",
  thumb: "M6 9v8H3V9zM6 9l4-6c1.200 0 2 .8 1.700 2.200L11 8h5l-1.500 8a1.500 1.500 0 0 1-1.500 1H6",
  more: "M4.500 10h.1M10 10h.1M15.500 10h.1",
  book: "M10 5.500C8.500 4 6 3.500 3 3.500v12c3 0 5.500.5 7 2 1.500-1.500 4-2 7-2v-12c-3 0-5.500.5-7 2zM10 5.500v12",
  close: "M5 5l10 10M15 5 5 15",
  clip: "M15 9.500 9.500 15a3.500 3.500 0 0 1-5-5l6-6a2.400 2.400 0 0 1 3.400 3.400l-6 6a1.200 1.200 0 0 1-1.700-1.700L11.500 6.500",
  send: "M3 10 17 3.500 13 17l-3.500-5.500zM9.500 11.500 17 3.500",
  back: "M12.500 4 6.500 10l6 6",
};

/** An element: `h("a.link", {href}, "text", child)`; nothing in it is ever read as HTML. */
export function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) set(element, key, value);
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

function set(element, key, value) {
  if (value == null || value === false) return;
  if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
  else if (key in element && typeof value !== "string") element[key] = value;
  else element.setAttribute(key, value === true ? "" : value);
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows an icon and is called by its label. */
export function iconButton(name, label, onclick) {
  return h("button.icon", { type: "button", "aria-label": label, title: label, onclick }, icon(name));
}

/** A short word to the visitor; it goes by itself. */
export function tell(text, kind = "") {
  const notice = h(`p.notice${kind && `.${kind}`}`, {}, text);
  document.querySelector("#notices").append(notice);
  setTimeout(() => notice.remove(), kind ? 8000 : 4000);
}

/**
 * Replace what `parent` holds only where `key` differs from last time: a caret stays in its field.
 * The focus goes on to what has the same `data-focus`.
 */
export function keep(parent, key, make) {
  if (parent.shownKey === key) return;
  parent.shownKey = key;
  const held = parent.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  parent.replaceChildren(...[make()].flat(Infinity).filter(Boolean));
  if (held) parent.querySelector(`[data-focus="${CSS.escape(held)}"]`)?.focus();
}
