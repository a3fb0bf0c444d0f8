// Discord's Markdown as elements: emphasis, spoilers, code, links, mentions, times, headings,
// quotes, lists, small print. Source: Discord's help pages; DOC/reference, Message Formatting.

import { h } from "./dom.js";

const INLINE = new RegExp(
  [
    String.raw`\\(?<escaped>[^\w\s])`,
    "`(?<code>[^`\\n]+)`",
    String.raw`\*\*(?<bold>(?:\\.|[^\\])+?)\*\*(?!\*)`,
    String.raw`__(?<underline>(?:\\.|[^\\])+?)__`,
    String.raw`~~(?<strike>(?:\\.|[^\\])+?)~~`,
    String.raw`\|\|(?<spoiler>(?:\\.|[^\\])+?)\|\|`,
    String.raw`\*(?<italic>(?:\\.|[^\\*\s])(?:\\.|[^\\*])*)\*`,
    String.raw`(?<!\w)_(?<italic2>(?:\\.|[^\\_])+)_(?!\w)`,
    String.raw`\[(?<label>(?:\\.|[^\]\\])+)\]\(<?(?<url>https?://[^\s>)]+)>?\)`,
    String.raw`<(?<quiet>https?://[^\s>]+)>`,
    String.raw`(?<bare>https?://[^\s<>]*[^\s<>.,;:!?'")\]])`,
    String.raw`<t:(?<time>\d{1,11})(?::(?<style>[tTdDfFR]))?>`,
    String.raw`<(?<kind>@[!&]?|#)(?<id>\d+)>`,
    String.raw`<\/(?<command>[^:>]+):\d+>`,
  ].join("|"),
  "gu",
);
const TAGS = { bold: "strong", underline: "u", strike: "s", italic: "em", italic2: "em" };
const DATES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

/** The blocks of a text. `world` has `names` by id, `now`, and `open(id)` for channel links. */
export function blocks(text, world) {
  const found = [];
  const lines = text.split("\n");
  while (lines.length) found.push(block(lines, world));
  return found.filter(Boolean);
}

function block(lines, world) {
  const line = lines[0];
  if (line.startsWith("```")) return codeBlock(lines);
  if (line.startsWith(">>> ")) return h("blockquote", {}, blocks(rest(lines), world));
  if (line.startsWith("> ")) return h("blockquote", {}, blocks(taken(lines, /^> ?/), world));
  if (/^\s*(?:[-*]|\d+\.) /.test(line)) return list(lines, world);
  lines.shift();
  const heading = /^(#{1,3}) +(.+)/.exec(line);
  if (heading) return h(`p.heading.h${heading[1].length}`, {}, inline(heading[2], world));
  if (line.startsWith("-# ")) return h("p.small", {}, inline(line.slice(3), world));
  return line.trim() ? paragraph(line, lines, world) : null;
}

function paragraph(first, lines, world) {
  const own = [first];
  while (lines.length && lines[0].trim() && !/^(?:> |>>> |```|#{1,3} |-# |\s*(?:[-*]|\d+\.) )/.test(lines[0])) {
    own.push(lines.shift());
  }
  return h("p", {}, own.flatMap((line, at) => (at ? [h("br"), ...inline(line, world)] : inline(line, world))));
}

function rest(lines) {
  return lines.splice(0).join("\n").slice(4);
}

function taken(lines, mark) {
  const own = [];
  while (lines.length && mark.test(lines[0]) && lines[0].startsWith(">")) own.push(lines.shift().replace(mark, ""));
  return own.join("\n");
}

function codeBlock(lines) {
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd().endsWith("```"));
  const own = lines.splice(0, end < 0 ? lines.length : end + 1).join("\n");
  return h("pre", {}, own.replace(/^```(?:\w+\n|\n)?/, "").replace(/\n?```$/, ""));
}

function list(lines, world) {
  const pattern = /^(\s*)([-*]|\d+\.) +(.*)/;
  const first = pattern.exec(lines[0]);
  const ordered = /\d/.test(first[2]);
  const items = [];
  let found;
  while (lines.length && (found = pattern.exec(lines[0])) && found[1].length >= first[1].length) {
    if (found[1].length > first[1].length && items.length) {
      items.at(-1).append(list(lines, world));
      continue;
    }
    lines.shift();
    items.push(h("li", {}, inline(found[3], world)));
    while (lines.length && /^ {2,}\S/.test(lines[0]) && !pattern.test(lines[0])) {
      items.at(-1).append(h("br"), ...inline(lines.shift().trim(), world));
    }
  }
  return h(ordered ? "ol" : "ul", ordered ? { start: parseInt(first[2], 10) } : {}, items);
}

/** The text of one line, with its emphasis, links, mentions and times. */
export function inline(text, world) {
  const found = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    found.push(text.slice(at, match.index), span(match.groups, match[0], world));
    at = match.index + match[0].length;
  }
  return [...found, text.slice(at)];
}

function span(part, whole, world) {
  for (const [name, tag] of Object.entries(TAGS)) {
    if (part[name] != null) return h(tag, {}, inline(part[name], world));
  }
  if (part.escaped != null) return part.escaped;
  if (part.code != null) return h("code", {}, part.code);
  if (part.spoiler != null) return spoiler(part.spoiler, world);
  if (part.label != null) return link(part.url, inline(part.label, world));
  if (part.quiet ?? part.bare) return link(part.quiet ?? part.bare, part.quiet ?? part.bare);
  if (part.time != null) return moment(Number(part.time), part.style, world);
  if (part.command != null) return h("span.mention", {}, `/${part.command}`);
  return mention(part, whole, world);
}

function spoiler(text, world) {
  const toggle = (event) => event.currentTarget.setAttribute("aria-expanded", "true");
  return h("button.spoiler", { type: "button", "aria-expanded": "false", "aria-label": "Hidden words", onclick: toggle }, h("span", {}, inline(text, world)));
}

function link(url, content) {
  return h("a", { href: url, target: "_blank", rel: "noreferrer noopener" }, content);
}

function mention(part, whole, world) {
  const name = world.names[part.id];
  if (part.kind !== "#") return h("span.mention", {}, `@${name ?? "unknown"}`);
  if (name == null) return whole;
  const open = () => world.open(part.id);
  return h("button.mention", { type: "button", onclick: open }, `#${name}`);
}

function moment(seconds, style, world) {
  const at = new Date(seconds * 1000);
  const shown = style === "R" ? relative(at, world) : format(at, DATES[style ?? "f"], world.locale);
  return h("time", { datetime: at.toISOString(), title: format(at, DATES.F) }, shown);
}

export function format(at, style, locale = "en-GB") {
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: "UTC" }).format(at);
}

const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60]];

function relative(at, world) {
  const seconds = (at - new Date(world.now)) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(world.locale, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
