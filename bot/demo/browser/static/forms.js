// Fields that visitors fill in: options of slash commands, and dialogs that the bot opens.

import { h } from "./dom.js";
import { blocks } from "./markdown.js";
import { Offers } from "./offers.js";
import { choices, entities } from "./parts.js";
import { upload } from "./server.js";

const ENTITIES = { 6: "people", 7: "channels", 8: "roles", 9: "mentionable" };

/** A field with its label; `read()` gives its value, undefined where nothing was filled in. */
function field(label, control, { hint, required, read }) {
  control.required = !!required;
  const text = h("span", {}, label, required && h("i", { "aria-hidden": "true" }, " *"));
  const frame = control.tagName === "FIELDSET" ? "div.field" : "label.field"; // no label in a label
  const element = h(frame, {}, text, hint && h("small", {}, hint), control);
  return { element, control, read: read ?? (() => control.value || undefined) };
}

/** The field of a command's option; `complete(typed)` gives what the bot offers. */
export function optionField(option, world, complete) {
  const about = { hint: option.description, required: option.required };
  if (option.choices.length) return field(option.label, picker(option.choices), { ...about, read: chosen(option) });
  switch (option.type) {
    case 4: case 10: return numberField(option, about);
    case 5: return field(option.label, picker([{ name: "yes", value: "yes" }, { name: "no", value: "no" }]), { ...about, read: yesNo });
    case 6: case 7: case 8: case 9:
      return field(option.label, picker(entities(ENTITIES[option.type], world).map((each) => ({ name: each.name, value: each.id }))), about);
    case 11: return fileField(option, about);
    default: return option.autocomplete ? completedField(option, about, complete) : field(option.label, h("input", { type: "text", maxLength: option.max_length ?? 6000, autocomplete: "off" }), about);
  }
}

function picker(list) {
  return h("select", {}, h("option", { value: "" }, "—"), list.map((each) => h("option", { value: String(each.value) }, each.name)));
}

function chosen(option) {
  return function () {
    const found = option.choices.find((each) => String(each.value) === this.control.value);
    return found?.value;
  };
}

function yesNo() {
  return this.control.value ? this.control.value === "yes" : undefined;
}

function numberField(option, about) {
  const control = h("input", { type: "number", step: option.type === 4 ? "1" : "any", min: String(option.min_value ?? ""), max: String(option.max_value ?? "") });
  return field(option.label, control, { ...about, read: () => (control.value === "" ? undefined : Number(control.value)) });
}

function fileField(option, about) {
  const control = h("input", { type: "file" });
  return field(option.label, control, { ...about, read: () => (control.files[0] ? upload(control.files[0]) : undefined) });
}

function completedField(option, about, complete) {
  const control = h("input", { type: "text", role: "combobox", autocomplete: "off" });
  let offered = [];
  const list = new Offers(control, option.label, { shown: (each) => each.name, pick: (each) => { control.value = each.name; } });
  const ask = async () => {
    const typed = control.value;
    const found = await complete(typed);
    if (typed !== control.value || document.activeElement !== control) return; // an answer to what was typed before
    offered = found;
    list.show(offered, typed ? 0 : -1);
  };
  control.addEventListener("focus", ask);
  control.addEventListener("input", ask);
  control.addEventListener("keydown", (event) => list.key(event));
  const read = () => offered.find((each) => each.name === control.value)?.value ?? (control.value || undefined);
  const made = field(option.label, control, { ...about, read });
  return { ...made, element: h("div.completed", {}, made.element, list.element) };
}

/** What was filled in, by name. */
export async function filled(fields) {
  const values = {};
  for (const [name, each] of Object.entries(fields)) {
    const value = await each.read();
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** The content of a dialog and its fields by custom id (DOC/components, Label and Text Input). */
export function dialogParts(components, world) {
  const fields = {};
  const elements = components.flatMap((part) => dialogPart(part, part, fields, world));
  return { elements, fields };
}

function dialogPart(part, label, fields, world) {
  if (part.type === 18) return dialogPart(part.component, part, fields, world);
  if (part.type === 1) return part.components.flatMap((each) => dialogPart(each, each, fields, world));
  if (part.type === 10) return [h("div.text", {}, blocks(part.content, world))];
  const made = dialogField(part, label, world);
  if (!made) return [h("p.small", {}, "(A field that this page cannot show.)")];
  fields[part.custom_id] = made;
  return [made.element];
}

function dialogField(part, label, world) {
  const about = { hint: label.description, required: part.required ?? part.type !== 23 };
  switch (part.type) {
    case 4: return field(label.label, textControl(part), { ...about, read: textOf });
    case 3: case 5: case 6: case 7: case 8: return selectField(part, label, about, world);
    case 19: return field(label.label, h("input", { type: "file", multiple: (part.max_values ?? 1) > 1 }), { ...about, read: filesOf });
    case 23: return field(label.label, h("input", { type: "checkbox", checked: !!part.default }), { hint: about.hint, read: checkedOf });
    default: return null;
  }
}

function textControl(part) {
  const limits = { maxLength: part.max_length ?? 4000, minLength: part.min_length ?? 0, placeholder: part.placeholder ?? "" };
  if (part.style === 1) return h("input", { type: "text", ...limits, value: part.value ?? "", autocomplete: "off" });
  return h("textarea", { rows: 5, ...limits }, part.value ?? "");
}

function selectField(part, label, about, world) {
  const choice = choices(part, world, label.label);
  return field(label.label, choice.element, { ...about, read: choice.values });
}

function textOf() {
  return this.control.value;
}

function checkedOf() {
  return this.control.checked;
}

function filesOf() {
  return Promise.all([...this.control.files].map(upload));
}
