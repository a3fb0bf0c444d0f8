// The left column: servers with their channels and threads, and direct messages.

import { h, icon, keep } from "./dom.js";

/** All places that a view names. */
export function places(view) {
  const channels = view.servers.flatMap((server) => server.channels);
  return [...channels.flatMap((channel) => [channel, ...channel.threads]), view.direct];
}

/** `about` has `current` (an id), `unread(place)` and `go(id)`. */
export function showPlaces(root, view, about) {
  const key = [view.me, view.servers, view.direct, about.current, places(view).map(about.unread)];
  keep(root, JSON.stringify(key), () => [
    view.servers.map((server) => h("section", {}, h("h2", {}, server.name), h("ul", {}, server.channels.map((channel) => channelItem(channel, about))))),
    h("section", {}, h("h2", {}, "Direct messages"), h("ul", {}, h("li", {}, placeLink(view.direct, "letter", about)))),
  ]);
}

function channelItem(channel, about) {
  const threads = [...channel.threads].reverse();
  return h("li", {}, placeLink(channel, "hash", about),
    threads.length > 0 && h("ul", {}, threads.map((thread) => h("li", {}, placeLink(thread, threadSign(thread), about)))));
}

function threadSign(thread) {
  if (thread.locked) return "lock";
  return thread.archived ? "box" : "thread";
}

function placeLink(place, sign, about) {
  const isUnread = about.unread(place);
  const words = [place.locked && "locked", place.archived && "archived", place.private && "private", isUnread && "new messages"].filter(Boolean);
  const link = h("button.place-link", { type: "button", "data-focus": place.id, "aria-current": place.id === about.current ? "page" : null, onclick: () => about.go(place.id) },
    icon(sign), h("span", {}, place.name), words.length > 0 && h("small.hidden", {}, `(${words.join(", ")})`), isUnread && h("i.unread", { "aria-hidden": "true" }));
  if (place.archived) link.classList.add("archived");
  return link;
}
