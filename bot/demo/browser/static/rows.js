// The rows of a place: messages, and days between them. A row that would be the same stays.

import { h } from "./dom.js";
import { format } from "./markdown.js";

/**
 * `make(message, before)` gives the item of a message and `key(message, before)` what it depends on;
 * `anew` is true for another place. If a focused row goes, the focus goes to what `gone()` gives.
 */
export function showRows(list, messages, { anew, key, make, gone }) {
  const old = new Map(anew ? [] : [...list.children].map((item) => [item.dataset.id, item]));
  const items = messages.flatMap((message, at) => rows(message, messages[at - 1], old, key, make));
  const held = focusIn(list);
  reconcile(list, items);
  if (held && document.activeElement === document.body) focusAgain(items, held, gone);
}

function rows(message, before, old, key, make) {
  const day = dayOf(message.at);
  const isSameDay = before && dayOf(before.at) === day;
  const own = kept(message.id, key(message, before), old, () => make(message, isSameDay ? before : null));
  return isSameDay ? [own] : [kept(`day-${day}`, day, old, () => h("li.day", {}, h("span", {}, day))), own];
}

const dayOf = (at) => format(new Date(at), { weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** The row as it is already there, if it would be the same. */
function kept(id, key, old, make) {
  const known = old.get(id);
  if (known?.shownKey === key) return known;
  const made = make();
  made.dataset.id = id;
  made.shownKey = key;
  return made;
}

function reconcile(list, items) {
  const wanted = new Set(items);
  for (const item of [...list.children]) if (!wanted.has(item)) item.remove();
  items.forEach((item, at) => { if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null); });
}

const called = (control) => control.getAttribute("aria-label") ?? control.textContent;

/** In which row the focus is, and on what. */
function focusIn(list) {
  const active = document.activeElement;
  return list.contains(active) ? { row: active.closest("[data-id]").dataset.id, name: called(active) } : null;
}

/** A row that is shown anew has the same controls, as a rule; one that is gone has none. */
function focusAgain(items, { row, name }, gone) {
  const item = items.find((each) => each.dataset.id === row);
  const control = item && [...item.querySelectorAll("button, select, a")].find((each) => called(each) === name);
  (control ?? item ?? gone()).focus({ preventScroll: true });
}
