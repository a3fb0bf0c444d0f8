// One message of a place.

import { h, icon, iconButton } from "./dom.js";
import { blocks, format } from "./markdown.js";
import { components, embed, file } from "./parts.js";

const TOGETHER = 7 * 60 * 1000; // messages of one author within this time share one heading
const HUES = [12, 38, 88, 150, 186, 214, 262, 322];

/** What colour somebody has, the same each time. */
export function hue(id) {
  return HUES[Number(BigInt(id) % 997n) % HUES.length];
}

export function avatar(author) {
  if (author.bot) return h("img.avatar", { src: "static/mark.svg", alt: "" });
  const disc = h("span.avatar", { "aria-hidden": "true" }, author.name[0]);
  disc.style.setProperty("--hue", hue(author.id));
  return disc;
}

/** Whether it follows `before` closely enough to go without a heading of its own. */
export function continues(message, before) {
  if (!before || message.reply || message.asked || message.system || before.system || before.starter) return false;
  const apart = new Date(message.at) - new Date(before.at);
  return before.author.id === message.author.id && before.private === message.private && apart < TOGETHER;
}

/** `acts` are the visitor's ways to deal with it; see main.js. */
export function messageItem(message, before, place, world, acts) {
  if (message.system) return systemItem(message);
  const short = continues(message, before);
  const kinds = ["message", short && "short", message.private && "private", message.starter && "starter"];
  return h(`li.${kinds.filter(Boolean).join(".")}`, { id: `m${message.id}`, tabindex: "-1" },
    message.reply && reply(message.reply, acts),
    message.asked && h("p.above", {}, h("b", {}, message.asked.by), " used ", h("span.mention", {}, message.asked.what)),
    short ? h("time.aside", { datetime: message.at }, clock(message.at)) : avatar(message.author),
    h("div.body", {}, !short && heading(message), content(message, place, world, acts)),
    tools(message, acts));
}

function systemItem(message) {
  return h("li.message.system", { id: `m${message.id}` },
    h("p", {}, h("b", {}, message.author.name), ` ${message.system} `, h("time", { datetime: message.at }, clock(message.at))));
}

function heading(message) {
  const name = h("b.name", {}, message.author.name);
  if (!message.author.bot) name.style.setProperty("--hue", hue(message.author.id));
  return h("p.heading-line", {}, name, message.author.bot && h("span.badge", {}, "APP"), " ",
    h("time", { datetime: message.at, title: full(message.at) }, clock(message.at)));
}

function content(message, place, world, acts) {
  const own = { click: (id) => acts.click(message, id), select: (id, values) => acts.select(message, id, values) };
  return [
    message.waiting ? h("p.waiting", {}, "is thinking…") : null,
    message.text && h("div.text", {}, blocks(message.text, world)),
    message.embeds.map((each) => embed(each, world)),
    components(message.components, world, own, place.dead),
    message.files.map(file),
    message.edited && h("span.edited", { title: full(message.edited) }, "(edited)"),
    message.private && h("p.small", {}, icon("eye"), " Only you can see this"),
    message.reactions.length > 0 && reactions(message, acts),
    message.thread && threadLink(message.thread, acts),
  ];
}

function reply(parent, acts) {
  if (parent.author == null) return h("p.above", {}, icon("reply"), " ", h("em", {}, "The message that this answers was deleted."));
  return h("button.above", { type: "button", onclick: () => acts.show(parent.id), title: "Go to that message" },
    icon("reply"), h("b", {}, ` ${parent.author} `), parent.text);
}

function reactions(message, acts) {
  const may = message.may.includes("react");
  return h("p.reactions", {}, message.reactions.map((each) =>
    h("button", { type: "button", disabled: !may, "aria-pressed": String(each.mine), "aria-label": `${each.emoji} ${each.count}, ${each.mine ? "take yours back" : "add yours"}`, onclick: () => acts.react(message, each.emoji, !each.mine) }, `${each.emoji} ${each.count}`)));
}

function threadLink(thread, acts) {
  const state = thread.locked ? "closed" : thread.archived ? "archived" : `${thread.count} ${thread.count === 1 ? "message" : "messages"}`;
  return h("button.thread-link", { type: "button", onclick: () => acts.open(thread.id) },
    icon(thread.locked ? "lock" : "thread"), h("b", {}, thread.name), h("span", {}, state));
}

function tools(message, acts) {
  const may = new Set(message.may);
  const all = [
    may.has("react") && iconButton("thumb", "React with thumbs up", () => acts.react(message, "👍", true)),
    may.has("reply") && iconButton("reply", "Reply", () => acts.reply(message)),
    may.has("edit") && iconButton("pen", "Edit", () => acts.edit(message)),
    may.has("delete") && iconButton("bin", "Delete", () => acts.remove(message)),
    may.has("menu") && menu(message, acts),
    acts.kept(message) && iconButton("book", "Show the record", () => acts.record(message)),
  ].filter(Boolean);
  return all.length ? h("div.tools", { role: "toolbar", "aria-label": `For the message of ${message.author.name}` }, all) : null;
}

function menu(message, acts) {
  const commands = acts.menu();
  if (!commands.length) return null;
  const list = h("div.menu", { role: "menu", hidden: true }, commands.map((each) =>
    h("button", { type: "button", role: "menuitem", onclick: () => { list.hidden = true; acts.choose(message, each.name); } }, each.label)));
  const toggle = iconButton("more", "Apps", () => { list.hidden = !list.hidden; toggle.setAttribute("aria-expanded", String(!list.hidden)); if (!list.hidden) list.firstChild.focus(); });
  toggle.setAttribute("aria-haspopup", "menu");
  toggle.setAttribute("aria-expanded", "false");
  list.addEventListener("keydown", (event) => menuKeys(event, list, toggle));
  return h("span.menu-holder", {}, toggle, list);
}

function menuKeys(event, list, toggle) {
  const items = [...list.children];
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) {
    items.at((at + steps[event.key]) % items.length).focus();
    event.preventDefault();
  } else if (event.key === "Escape") {
    list.hidden = true;
    toggle.focus();
    event.stopPropagation();
  }
}

const clock = (at) => format(new Date(at), { timeStyle: "short" });
const full = (at) => format(new Date(at), { dateStyle: "full", timeStyle: "short" });
