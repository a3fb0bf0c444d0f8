// The right column: what the bot just did, and the record of one discussion.

import { h, iconButton, keep } from "./dom.js";
import { format } from "./markdown.js";

const time = (at) => h("time", { datetime: at, title: format(new Date(at), { dateStyle: "full", timeStyle: "medium" }) }, format(new Date(at), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }));

/** The strip; a line that belongs to a discussion opens its record. */
export function showDeeds(root, deeds, open) {
  keep(root, JSON.stringify(deeds), () => deeds.map((deed) => {
    const line = [time(deed.at), h("span", {}, deed.text)];
    const content = deed.thread ? h("button", { type: "button", title: "Show the record", "data-focus": `${deed.at} ${deed.text}`, onclick: () => open(deed.thread, deed.message) }, line) : h("p", {}, line);
    return h(`li.${deed.kept ? "kept" : "act"}`, {}, content);
  }));
}

/** The record of a discussion; `marked` is the message whose comment is pointed at. */
export function showRecord(root, record, marked, acts) {
  root.hidden = false;
  keep(root, JSON.stringify([record, marked]), () => [
    h("header.place", {}, iconButton("back", "Back to what the bot does", acts.close), h("h2", { tabindex: "-1" }, "The record"), h("p", {}, record.title)),
    h("p.summary", {}, summary(record)),
    h("ol.comments", {}, record.comments.map((comment) => commentItem(comment, marked, acts))),
  ]);
  root.querySelector(".marked")?.scrollIntoView({ block: "nearest" });
}

function summary(record) {
  const deleted = record.comments.filter((comment) => comment.deleted).length;
  const cases = record.cases ? ` ${record.cases} ${record.cases === 1 ? "case" : "cases"} of civility.` : "";
  const kept = `${record.comments.length} recorded, ${deleted} deleted, ${record.count} count.${cases}`;
  const day = (at) => format(new Date(at), { dateStyle: "medium", timeStyle: "short" });
  if (record.closed_at) return `${kept} Closed by ${record.closed_by} on ${day(record.closed_at)}.`;
  return record.closes_at ? `${kept} Open until ${day(record.closes_at)}.` : `${kept} Open.`;
}

function commentItem(comment, marked, acts) {
  const shown = !comment.deleted && ["comment", "note"].includes(comment.standing);
  const item = h("li", {}, h("p.who", {}, h("b", {}, comment.author), " ", comment.standing !== "comment" && h("span.badge", {}, comment.standing)),
    comment.texts.map((each, at) => h("p.revision", {}, time(each.at), h(at < comment.texts.length - 1 ? "del" : "span", {}, each.text))),
    comment.cases.map(caseBlock),
    comment.deleted && h("p.gone", {}, time(comment.deleted.at), gone(comment.deleted)),
    shown && h("button.quiet", { type: "button", "data-focus": comment.id, onclick: () => acts.show(comment.messages.at(-1)) }, "Show in the discussion"));
  if (comment.messages.includes(marked)) item.classList.add("marked");
  return item;
}

/** What rules met, and what came of it. */
function caseBlock(found) {
  return h("div.case", {}, h("b", {}, `Case ${found.id}`), time(found.at), found.met.map((line) => h("p", {}, line)),
    h("ol", { "aria-label": "What came of it" }, found.steps.map((step) => h("li", {}, time(step.at), step.text))));
}

function gone(end) {
  if (end.by) return `Deleted by ${end.by}`;
  return end.how === "away" ? "Deleted while the bot was away" : "Deleted";
}
