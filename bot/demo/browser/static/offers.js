// What can be chosen for a text field, in a list that mouse, finger and keys work.
// Source: WAI-ARIA Authoring Practices, combobox with a list.

import { h } from "./dom.js";

let made = 0;

export class Offers {
  /** `shown(item)` is what an offer looks like; `pick(item)` is called with the one chosen. */
  constructor(field, label, { shown, pick }) {
    const id = `offers-${(made += 1)}`;
    Object.assign(this, { id, field, shown, pick, items: [], at: -1 });
    this.element = h("div", { id, role: "listbox", "aria-label": label, hidden: true });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", id);
    field.addEventListener("blur", () => this.show([]));
  }

  /** Offer these; the one at `at` is what Enter chooses, -1 is none. */
  show(items, at = 0) {
    Object.assign(this, { items, at: Math.min(at, items.length - 1) });
    this.element.hidden = !items.length;
    this.element.replaceChildren(...items.map((item, index) => this.option(item, index)));
    this.mark();
  }

  option(item, index) {
    const choose = (event) => { event.preventDefault(); this.choose(item); };
    return h("div", { role: "option", id: `${this.id}-${index}`, onmousedown: choose }, this.shown(item));
  }

  mark() {
    [...this.element.children].forEach((each, index) => each.setAttribute("aria-selected", String(index === this.at)));
    const marked = this.element.children[this.at];
    if (marked) this.field.setAttribute("aria-activedescendant", marked.id);
    else this.field.removeAttribute("aria-activedescendant");
    marked?.scrollIntoView({ block: "nearest" });
  }

  choose(item) {
    this.show([]);
    this.pick(item);
  }

  /** Whether a key was meant for the list, and dealt with. */
  key(event) {
    if (this.element.hidden || !this.deal(event.key)) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  deal(key) {
    const count = this.items.length;
    if (key === "ArrowDown") this.at = (this.at + 1) % count;
    else if (key === "ArrowUp") this.at = (Math.max(this.at, 0) + count - 1) % count;
    else if (key === "Escape") this.show([]);
    else if (["Enter", "Tab"].includes(key) && this.at >= 0) this.choose(this.items[this.at]);
    else return false;
    this.mark();
    return true;
  }
}
