// Embeds, components and files of a message, laid out as Discord names them (DOC/components).

import { h, icon } from "./dom.js";
import { blocks, inline } from "./markdown.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };
const SELECTS = { 3: "options", 5: "people", 6: "roles", 7: "mentionable", 8: "channels" };

export function embed(data, world) {
  const colour = data.color == null ? null : `#${data.color.toString(16).padStart(6, "0")}`;
  const box = h("div.embed", {},
    data.author && h("p.embed-author", {}, data.author.name),
    data.title && h("p.embed-title", {}, data.url ? h("a", { href: data.url, target: "_blank", rel: "noreferrer noopener" }, inline(data.title, world)) : inline(data.title, world)),
    data.description && h("div.text", {}, blocks(data.description, world)),
    data.fields?.length && h("dl", {}, data.fields.map((field) => h("div", {}, h("dt", {}, inline(field.name, world)), h("dd", {}, blocks(field.value, world))))),
    data.image && picture(data.image, data.title ?? ""),
    data.thumbnail && picture(data.thumbnail, ""),
    (data.footer || data.timestamp) && h("p.embed-footer", {}, inline(data.footer?.text ?? "", world)));
  if (colour) box.style.setProperty("--edge", colour);
  return box;
}

/** A picture that is on this machine, else a link that says where it would be. */
export function picture(media, description) {
  const alt = media.description ?? description;
  if (media.src) return h("img.picture", { src: media.src, alt, loading: "lazy" });
  const host = /^https?:\/\/([^/]+)/.exec(media.url)?.[1] ?? "elsewhere";
  return h("a.no-picture", { href: media.url, target: "_blank", rel: "noreferrer noopener" }, `Picture at ${host}`, alt && `: ${alt}`);
}

export function file(item) {
  if (item.src) return h("img.picture", { src: item.src, alt: item.name, loading: "lazy" });
  return h("p.file", {}, h("a", { href: item.href, download: item.name }, icon("clip"), ` ${item.name} `), h("small", {}, `${Math.ceil(item.size / 1024)} KB`));
}

/** `acts` has `click(custom_id)` and `select(custom_id, values)`; `dead` says why nothing works. */
export function components(list, world, acts, dead) {
  return list.map((part) => component(part, world, acts, dead));
}

function component(part, world, acts, dead) {
  const inner = () => components(part.components ?? [], world, acts, dead);
  switch (part.type) {
    case 1: return h("div.row", {}, inner());
    case 2: return button(part, acts, dead);
    case 3: case 5: case 6: case 7: case 8: return select(part, world, acts, dead);
    case 9: return h("div.section", {}, h("div", {}, inner()), part.accessory && component(part.accessory, world, acts, dead));
    case 10: return h("div.text", {}, blocks(part.content, world));
    case 11: return picture(part.media, part.description ?? "");
    case 12: return h("div.gallery", {}, part.items.map((item) => picture({ ...item.media, description: item.description }, "")));
    case 14: return h("hr");
    case 17: return container(part, inner());
    default: return h("p.small", {}, "(Something that this page cannot show.)");
  }
}

function container(part, children) {
  const box = h("div.container", {}, children);
  if (part.accent_color != null) box.style.setProperty("--edge", `#${part.accent_color.toString(16).padStart(6, "0")}`);
  return box;
}

function button(part, acts, dead) {
  const label = [part.emoji?.name, part.label].filter(Boolean).join(" ");
  if (part.url) return h("a.button.secondary", { href: part.url, target: "_blank", rel: "noreferrer noopener" }, label, " ↗");
  const attributes = { type: "button", disabled: part.disabled || !!dead, title: dead };
  return h(`button.button.${STYLES[part.style] ?? "secondary"}`, { ...attributes, onclick: (event) => busy(event.currentTarget, () => acts.click(part.custom_id)) }, label);
}

/** Nothing is pressed twice while its answer is on its way. */
async function busy(control, deed) {
  control.disabled = true;
  try {
    await deed();
  } finally {
    control.disabled = false;
  }
}

function select(part, world, acts, dead) {
  const choice = choices(part, world, part.placeholder ?? "Choose");
  const send = () => acts.select(part.custom_id, choice.values());
  choice.element.disabled = part.disabled || !!dead;
  if (choice.several) {
    const done = h("button.button.secondary", { type: "button", disabled: choice.element.disabled, onclick: (event) => busy(event.currentTarget, send) }, "Choose");
    return h("div.several", {}, choice.element, done);
  }
  choice.element.addEventListener("change", () => choice.values().length >= (part.min_values ?? 1) && send());
  return choice.element;
}

/** A field that offers what a select does, one or several of it; `values()` are those chosen. */
export function choices(part, world, label) {
  const chosen = new Set((part.default_values ?? []).map((value) => value.id));
  const offered = (part.type === 3 ? part.options : entities(SELECTS[part.type], world)).map((each) => ({
    value: each.value ?? each.id,
    text: [each.label ?? each.name, each.description].filter(Boolean).join(" · "),
    chosen: !!each.default || chosen.has(each.id),
  }));
  return (part.max_values ?? 1) > 1 ? several(offered, label) : one(offered, label, part.placeholder ?? "—");
}

function one(offered, label, nothing) {
  const element = h("select", { "aria-label": label },
    h("option", { value: "", selected: !offered.some((each) => each.chosen) }, nothing),
    offered.map((each) => h("option", { value: each.value, selected: each.chosen }, each.text)));
  return { element, values: () => [element.value].filter(Boolean) };
}

function several(offered, label) {
  const element = h("fieldset.boxes", { "aria-label": label }, offered.map((each) =>
    h("label", {}, h("input", { type: "checkbox", value: each.value, checked: each.chosen }), each.text)));
  return { element, several: true, values: () => [...element.querySelectorAll(":checked")].map((box) => box.value) };
}

export function entities(kind, world) {
  if (kind === "mentionable") return [...world.choosable.people, ...world.choosable.roles];
  return world.choosable[kind] ?? [];
}
