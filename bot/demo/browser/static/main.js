// The page: who one is, where one looks, and what one does there. Everything that is shown comes
// from `look` and is asked for anew after each change; nothing is guessed here.

import { showDeeds, showRecord } from "./behind.js";
import { Composer } from "./composer.js";
import { h, icon, keep, tell } from "./dom.js";
import { dialogParts, filled } from "./forms.js";
import { format } from "./markdown.js";
import { avatar, messageItem } from "./message.js";
import { places, showPlaces } from "./places.js";
import { showRows } from "./rows.js";
import { follow, get, post } from "./server.js";

const $ = (id) => document.getElementById(id);
const EPOCH = 1420070400000n; // Discord's, in which ids count their milliseconds
const PAGE = 100;

const state = { me: null, place: null, limit: PAGE, view: null, commands: null, record: null, seen: {}, began: null, wanted: null, told: new Set() };

// Looking

async function look() {
  const asked = { as: state.me, in: state.place, limit: state.limit };
  try {
    const view = await get("look", { as: asked.as, in: asked.in, limit: asked.limit });
    if (asked.as !== state.me || asked.in !== state.place) return; // somebody else by now
    await show(view);
    await Promise.all([showStrip(), state.record && showKept()]);
  } catch (error) {
    if (asked.as !== state.me || asked.in !== state.place) return;
    fail(error);
    if (asked.in != null) go(null); // the place is gone, or no longer theirs
    else if (asked.as != null) be(null); // an address of an earlier demo
  }
}

async function show(view) {
  state.me = view.me;
  state.began ??= (BigInt(Date.parse(view.now)) - EPOCH) << 22n;
  if (state.place == null) return go(placeFor(view));
  state.view = view;
  await learnCommands();
  if (view !== state.view) return;
  markSeen(view.place);
  showPeople(view);
  showClock(view.now);
  showPlaces($("places"), view, { current: state.place, unread: isUnread, go });
  tellNews(view);
  showTalk(view.place);
}

/** What can be asked of the bot differs by person and place. */
async function learnCommands() {
  const { me, place } = state;
  const where = `${me}/${place}`;
  if (state.commands?.where === where) return;
  const commands = await get("commands", { as: me, in: place });
  if (me === state.me && place === state.place) state.commands = { ...commands, where };
}

/** Where somebody looks first: where the one before them looked, if they know of it. */
function placeFor(view) {
  if (state.wanted === "direct") return view.direct.id;
  const known = places(view).map((place) => place.id);
  return known.includes(state.wanted) ? state.wanted : known[0];
}

const world = () => ({ names: state.view.place.names, now: state.view.now, locale: state.view.locale, open: go, choosable: state.commands });

// Who and where

function be(person) {
  const wanted = state.place === state.view?.direct.id ? "direct" : state.place;
  Object.assign(state, { me: person, limit: PAGE, place: null, wanted: wanted ?? state.wanted });
  history.replaceState(null, "", address());
  refresh();
}

function go(place) {
  Object.assign(state, { place, limit: PAGE });
  history.replaceState(null, "", address());
  drawers(null);
  refresh();
}

const address = () => `#${new URLSearchParams({ as: state.me ?? "", in: state.place ?? "" })}`;

function showPeople(view) {
  keep($("people"), JSON.stringify([view.people, state.me]), () => view.people.map((person) => {
    const mine = person.id === state.me;
    const face = avatar({ ...person, bot: false });
    return h("button", { type: "button", role: "radio", "aria-checked": String(mine), tabindex: mine ? "0" : "-1", title: person.hint, "data-person": person.name, "data-focus": person.id, onclick: () => be(person.id) },
      face, h("span", {}, h("b", {}, person.name), h("small", {}, person.role)));
  }));
}

$("people").addEventListener("keydown", (event) => {
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const people = state.view.people;
  const at = people.findIndex((person) => person.id === state.me) + steps[event.key];
  $("people").children[(at + people.length) % people.length].focus();
  be(people.at(at % people.length).id);
});

function showClock(now) {
  $("now").dateTime = now;
  $("now").textContent = format(new Date(now), { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}

for (const button of document.querySelectorAll("[data-hours]")) {
  button.addEventListener("click", () => attempt(() => post("clock", {}, { hours: Number(button.dataset.hours) })));
}

function markSeen(place) {
  if (document.hidden || place.last == null) return;
  (state.seen[state.me] ??= {})[place.id] = place.last;
}

function isUnread(place) {
  const seen = BigInt(state.seen[state.me]?.[place.id] ?? state.began);
  return place.last != null && place.id !== state.place && BigInt(place.last) > seen;
}

/** Somebody whose list of channels is closed, or far from their eyes, should know as well. */
function tellNews(view) {
  const button = document.querySelector("[data-drawer=places]");
  const isNews = places(view).some(isUnread);
  button.classList.toggle("news", isNews);
  button.setAttribute("aria-label", isNews ? "Channels (new messages)" : "Channels");
  if (!isUnread(view.direct) || state.told.has(view.direct.last)) return;
  state.told.add(view.direct.last);
  tell(`${view.direct.name} sent you a direct message.`);
}

// The place

function showTalk(place) {
  $("place-name").textContent = place.kind === "channel" ? `#${place.name}` : place.name;
  const about = [place.topic, place.kind === "direct" && "Your direct messages with the bot", place.private && "Private thread", place.locked && "Locked", place.archived && "Archived"];
  $("place-state").textContent = about.filter(Boolean).join(" · ");
  $("place-record").hidden = place.kind !== "thread";
  $("earlier").hidden = !place.earlier;
  $("earlier").textContent = `Show ${Math.min(place.earlier, PAGE)} earlier messages`;
  showMessages(place);
  composer.show(place, state.me);
}

$("earlier").addEventListener("click", () => { state.limit += PAGE; refresh(); });
$("place-record").addEventListener("click", () => openRecord(state.place, null));

let shownIn = null;
let atEnd = true;
let lastTop = 0;

function showMessages(place) {
  const box = $("scroll");
  const where = `${state.me}/${place.id}`;
  const stays = shownIn === where;
  shownIn = where;
  showRows($("messages"), place.messages, {
    anew: !stays,
    key: (message, before) => JSON.stringify([message, before?.author.id, before?.at, place.dead, state.commands.menu, place.kind]),
    make: (message, before) => messageItem(message, before, place, world(), acts),
    gone: () => $("scroll"),
  });
  atEnd ||= !stays;
  if (atEnd) box.scrollTop = box.scrollHeight;
}

// Whoever reads the newest messages goes on reading the newest, also when pictures come late.
// Who is that, only they can say, by going up; a picture that comes moves the end away from them.
$("scroll").addEventListener("scroll", ({ target }) => {
  const near = target.scrollHeight - target.scrollTop - target.clientHeight < 60;
  atEnd = near || (atEnd && target.scrollTop >= lastTop);
  lastTop = target.scrollTop;
});
new ResizeObserver(() => { if (atEnd) $("scroll").scrollTop = $("scroll").scrollHeight; }).observe($("messages"));

/** Whoever writes, or asks, reads what comes of it, wherever they were reading. */
async function atNewest(deed) {
  await deed;
  atEnd = true;
  $("scroll").scrollTop = $("scroll").scrollHeight;
}

// Doing

const wish = (body) => post("wish", { as: state.me }, { place: state.place, ...body });

function fail(error) {
  tell(error.message, "refused");
}

async function attempt(deed) {
  try {
    return await deed();
  } catch (error) {
    fail(error);
    return null;
  }
}

/** Something asked of the bot: its dialog is opened, its silence told; its messages come by themselves. */
async function ask(body) {
  const answer = await wish(body);
  if (!answer.answered) throw new Error("The bot did not respond in time.");
  if (answer.dialog) openDialog(answer.dialog);
}

const acts = {
  click: (message, control) => attempt(() => ask({ do: "click", message: message.id, control })),
  select: (message, control, values) => attempt(() => ask({ do: "select", message: message.id, control, values })),
  choose: (message, name) => attempt(() => ask({ do: "menu", message: message.id, name })),
  react: (message, emoji, on) => attempt(() => wish({ do: "react", message: message.id, emoji, on })),
  remove: (message) => attempt(() => wish({ do: "delete", message: message.id })),
  reply: (message) => composer.reply(message),
  edit: (message) => composer.edit(message),
  open: go,
  show: showMessage,
  menu: () => state.commands.menu,
  // A message of the bot is a comment where it stands in for its author, whom its embed names.
  kept: (message) => state.view.place.kind === "thread" && !message.private && (!message.author.bot || message.embeds[0]?.author),
  record: (message) => openRecord(state.place, message.id),
};

const composer = new Composer($("composer"), {
  say: (text, { replyTo, files }) => atNewest(wish({ do: "say", text, files, reply_to: replyTo?.id ?? null })),
  edit: (message, text) => wish({ do: "edit", message: message.id, text }),
  command: (name, options) => atNewest(ask({ do: "command", name, options })),
  complete: (name, option, typed, options) => wish({ do: "complete", name, option, typed, options }),
  commands: () => state.commands.slash,
  world,
  fail,
});

function showMessage(id) {
  const item = $(`m${id}`);
  if (!item) return tell("That message is further up, or gone.");
  item.scrollIntoView({ block: "center" });
  item.focus();
  item.classList.add("found");
  setTimeout(() => item.classList.remove("found"), 1600);
}

function openDialog(spec) {
  const dialog = $("dialog");
  const { elements, fields } = dialogParts(spec.components, world());
  const form = h("form", {}, h("h2", { id: "dialog-name" }, spec.title), elements,
    h("div.row", {}, h("button.button.primary", { type: "submit" }, "Submit"), h("button.button.secondary", { type: "button", onclick: () => dialog.close() }, "Cancel")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = await attempt(async () => {
      await ask({ do: "submit", place: spec.place, dialog: spec.id, fields: await filled(fields) });
      return true;
    });
    if (sent && dialog.contains(form)) dialog.close();
  });
  dialog.setAttribute("aria-labelledby", "dialog-name");
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
}

$("dialog").addEventListener("close", () => $("dialog").replaceChildren());

// Behind the scenes

async function showStrip() {
  showDeeds($("deeds"), await get("behind"), openRecord);
}

async function openRecord(thread, message) {
  state.record = { thread, message };
  drawers("behind");
  await attempt(showKept);
  $("record").querySelector("h2")?.focus();
}

async function showKept() {
  const { thread, message } = state.record;
  const record = await get("record", { thread });
  if (!record) return closeRecord();
  $("strip").hidden = true;
  showRecord($("record"), record, message, { close: closeRecord, show: (id) => showIn(thread, id) });
}

async function showIn(thread, id) {
  if (state.place !== thread) {
    go(thread);
    await refresh();
  }
  showMessage(id);
}

function closeRecord() {
  state.record = null;
  $("record").hidden = true;
  $("strip").hidden = false;
  $("strip-name").focus();
}

// Narrow screens have drawers

function drawers(open) {
  for (const button of document.querySelectorAll("[data-drawer]")) {
    const name = button.dataset.drawer;
    const isOpen = name === open;
    button.setAttribute("aria-expanded", String(isOpen));
    $(name).classList.toggle("open", isOpen);
  }
}

for (const button of document.querySelectorAll("[data-drawer]")) {
  button.append(icon(button.dataset.drawer === "places" ? "menu" : "eye"));
  button.addEventListener("click", () => drawers(button.getAttribute("aria-expanded") === "true" ? null : button.dataset.drawer));
}
document.addEventListener("keydown", (event) => event.key === "Escape" && drawers(null));
$("talk").addEventListener("pointerdown", () => drawers(null));

// Begin

const wanted = new URLSearchParams(location.hash.slice(1));
state.me = wanted.get("as") || null;
state.place = wanted.get("in") || null;
const refresh = follow(look, (lost) => document.body.classList.toggle("lost", lost));
