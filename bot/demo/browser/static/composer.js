// Where one writes: a message, an answer, an edit, or a command with its options.

import { h, icon, iconButton, keep } from "./dom.js";
import { filled, optionField } from "./forms.js";
import { Offers } from "./offers.js";
import { upload } from "./server.js";

const LONGEST = 2000; // characters of a message without Nitro

/**
 * `acts`: `say(text, {replyTo, files})`, `edit(message, text)`, `command(name, options)`,
 * `complete(name, option, typed, options)`, `commands()`, `world()`, `fail(error)`.
 */
export class Composer {
  constructor(root, acts) {
    this.root = root;
    this.acts = acts;
    this.drafts = new Map();
    this.leave();
  }

  /** Show what the person may do here; what is being written stays. */
  show(place, me) {
    const id = `${me}/${place.id}`;
    if (this.id !== id) {
      if (this.text) this.drafts.set(this.id, this.text.value);
      this.leave();
    }
    this.id = id;
    this.place = place;
    this.draw();
    this.learn(this.acts.commands());
  }

  /** Commands may be known only after somebody began to type one. */
  learn(commands) {
    if (this.known === commands) return;
    this.known = commands;
    if (this.text) this.suggest();
  }

  reply(message) {
    Object.assign(this, { replyTo: message, editing: null, command: null });
    this.draw();
    this.text?.focus();
  }

  edit(message) {
    Object.assign(this, { editing: message, replyTo: null, command: null });
    this.draw();
    this.text?.focus();
  }

  leave() {
    Object.assign(this, { replyTo: null, editing: null, command: null, files: [], text: null });
  }

  draw() {
    const mode = this.command ? `/${this.command.name}` : `${this.replyTo?.id ?? ""}|${this.editing?.id ?? ""}`;
    const key = JSON.stringify([this.id, this.place.silenced, this.place.commandless, this.place.slow, mode]);
    keep(this.root, key, () => (this.command ? this.commandForm() : this.place.silenced ? this.silence() : this.writing()));
  }

  silence() {
    this.text = null;
    const line = h("p.silenced", { id: "writing", tabindex: "-1" }, icon("lock"), " ", this.place.silenced);
    return this.place.commandless ? line : [line, this.commandOnly()];
  }

  commandOnly() {
    return h("button.quiet", { type: "button", onclick: () => this.pickFrom() }, "Give a command");
  }

  pickFrom() {
    keep(this.root, "commands", () => this.writing("/"));
  }

  writing(preset) {
    const start = preset ?? this.editing?.text ?? this.drafts.get(this.id) ?? "";
    this.text = h("textarea", { id: "writing", rows: 1, placeholder: `Write in ${this.title()}`, "aria-label": `Write in ${this.title()}` }, start);
    this.list = new Offers(this.text, "Commands", {
      shown: (command) => [h("b", {}, `/${command.label}`), h("small", {}, command.description)],
      pick: (command) => this.pick(command),
    });
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => this.key(event));
    const form = h("form.write", { onsubmit: (event) => { event.preventDefault(); this.send(); } },
      this.editing ? null : this.attach(), this.text, h("button.icon.send", { type: "submit", "aria-label": "Send" }, icon("send")));
    queueMicrotask(() => this.typed());
    return [this.list.element, this.mode(), form, this.hint()];
  }

  title() {
    return this.place.kind === "channel" ? `#${this.place.name}` : this.place.name;
  }

  mode() {
    const about = this.editing ? "Editing your message" : this.replyTo ? `Answering ${this.replyTo.author.name}` : null;
    if (!about && !this.files.length) return null;
    const names = this.files.map((file) => file.name).join(", ");
    return h("p.mode", {}, [about, names].filter(Boolean).join(" · "), iconButton("close", "Cancel", () => this.cancel()));
  }

  cancel() {
    Object.assign(this, { replyTo: null, editing: null, command: null, files: [] });
    this.redraw();
  }

  redraw() {
    this.root.shownKey = null;
    this.draw();
    this.text?.focus();
  }

  attach() {
    const input = h("input", { type: "file", multiple: true, hidden: true, "aria-label": "Attach files" });
    input.addEventListener("change", () => {
      this.files = [...input.files];
      this.drafts.set(this.id, this.text.value);
      this.redraw();
    });
    return [input, iconButton("clip", "Attach files", () => input.click())];
  }

  hint() {
    const slow = this.place.slow ? `Slow mode: one message every ${this.place.slow} seconds. ` : "";
    const opens = this.place.archived ? "Writing takes this thread out of the archive. " : "";
    const commands = this.place.commandless ? "" : "Enter sends, Shift+Enter breaks the line, / lists commands.";
    return h("p.hint", {}, slow + opens + commands);
  }

  typed() {
    if (!this.text) return;
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 200)}px`;
    this.suggest();
  }

  suggest() {
    const typed = this.text.value;
    const wanted = /^\/\S*(?: \S*){0,2}$/.test(typed) && !this.editing ? typed.slice(1).toLowerCase() : null;
    const found = wanted == null ? [] : this.acts.commands().filter((each) => `${each.label} ${each.name}`.toLowerCase().includes(wanted.trim()));
    this.list.show(found);
  }

  key(event) {
    if (event.isComposing) return;
    if (this.list.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && (this.replyTo || this.editing)) {
      this.cancel();
    }
  }

  pick(command) {
    this.drafts.delete(this.id);
    this.command = command;
    this.text = null;
    this.draw();
    this.root.querySelector("input, select, button[type=submit]")?.focus();
  }

  commandForm() {
    const command = this.command;
    const fields = {};
    for (const option of command.options) {
      fields[option.name] = optionField(option, this.acts.world(), (typed) => this.complete(command, option, typed, fields));
    }
    const run = h("button.button.primary", { type: "submit" }, "Run");
    const form = h("form.command", {}, h("p.command-name", { id: "writing", tabindex: "-1" }, h("b", {}, `/${command.label}`), " ", command.description),
      Object.values(fields).map((each) => each.element),
      h("div.row", {}, run, h("button.button.secondary", { type: "button", onclick: () => this.cancel() }, "Cancel")));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.run(command, fields, run); });
    form.addEventListener("keydown", (event) => event.key === "Escape" && this.cancel());
    return form;
  }

  async complete(command, option, typed, fields) {
    const others = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== option.name));
    try {
      return await this.acts.complete(command.name, option.name, typed, await filled(others));
    } catch {
      return []; // what cannot be completed can still be typed
    }
  }

  async run(command, fields, control) {
    control.disabled = true;
    control.textContent = "Running…";
    try {
      await this.acts.command(command.name, await filled(fields));
      this.command = null;
      this.redraw();
    } catch (error) {
      control.disabled = false;
      control.textContent = "Run";
      this.acts.fail(error);
    }
  }

  async send() {
    const text = this.text.value.trim();
    const { editing, replyTo, files } = this;
    if (!text && !files.length) return;
    this.text.disabled = true;
    try {
      if (text.length > LONGEST) throw new Error(`This has ${text.length} characters, and Discord takes ${LONGEST} of them at once. Make it two messages.`);
      if (editing) await this.acts.edit(editing, text);
      else await this.acts.say(text, { replyTo, files: await Promise.all(files.map(upload)) });
      this.drafts.delete(this.id);
      Object.assign(this, { replyTo: null, editing: null, files: [] });
      this.redraw();
    } catch (error) {
      this.text.disabled = false;
      this.acts.fail(error);
    }
  }
}
