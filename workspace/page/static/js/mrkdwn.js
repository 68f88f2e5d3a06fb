// Slack's mrkdwn, as Slack shows it, made of text nodes and elements.

import { h } from "./dom.js";
import { EMOJI } from "./emoji.js";
import { inlineBy } from "./inline.js";
import { person, state } from "./state.js";

const FENCE = /```\n?([\s\S]*?)```/;
const ADDRESS = {
  pattern: /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"]/,
  build: (match) => link(unescape(match[0]), unescape(match[0])),
};
const INLINE = [
  { pattern: /`([^`\n]+)`/, build: (match) => h("code", {}, unescape(match[1])) },
  { pattern: /<([^<>\n]+)>/, build: (match) => reference(match[1]) },
  ADDRESS,
  { pattern: styled("\\*"), build: (match) => h("strong", {}, inline(match[1])) },
  { pattern: styled("_"), build: (match) => h("em", {}, inline(match[1])) },
  { pattern: styled("~"), build: (match) => h("s", {}, inline(match[1])) },
  { pattern: /:([a-z0-9_+-]+):/, build: (match) => emoji(match[1]) },
];
const inline = inlineBy(INLINE, unescape);
const verbatim = inlineBy(INLINE.filter((rule) => rule !== ADDRESS), unescape);

function styled(mark) {
  const inside = mark === "\\*" ? "[^*\\n]" : `[^${mark}\\n]`;
  return new RegExp(`(?<![\\w${mark}])${mark}(?!\\s)(${inside}+?)(?<!\\s)${mark}(?![\\w${mark}])`);
}

/** Gives the nodes of a text in mrkdwn; in one taken verbatim, plain addresses are no links. */
export function mrkdwn(text, isVerbatim = false) {
  const draw = isVerbatim ? verbatim : inline;
  const nodes = [];
  let rest = text;
  for (let match = FENCE.exec(rest); match; match = FENCE.exec(rest)) {
    nodes.push(...paragraphs(rest.slice(0, match.index), draw));
    nodes.push(h("pre", {}, unescape(match[1])));
    rest = rest.slice(match.index + match[0].length);
  }
  return [...nodes, ...paragraphs(rest, draw)];
}

/** Gives the nodes of plain text: emoji names become emoji, nothing else changes. */
export function plain(text) {
  return text.split(/(:[a-z0-9_+-]+:)/).map((part) => EMOJI[part.slice(1, -1)] ?? part);
}

/** Gives mrkdwn as words alone, for names that screen readers say. */
export function words(text) {
  return h("span", {}, mrkdwn(text)).textContent;
}

function paragraphs(text, draw) {
  if (!text) return [];
  const nodes = [];
  let quoted = [];
  const endQuote = () => {
    if (quoted.length) nodes.push(h("blockquote", {}, lines(quoted, draw)));
    quoted = [];
  };
  const free = [];
  const endFree = () => {
    if (free.length) nodes.push(...lines(free, draw));
    free.length = 0;
  };
  for (const line of text.split("\n")) {
    const quote = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (quote) {
      endFree();
      quoted.push(quote[1]);
    } else {
      endQuote();
      free.push(line);
    }
  }
  endQuote();
  endFree();
  return nodes;
}

function lines(several, draw) {
  return several.flatMap((line, index) => [...(index ? [h("br")] : []), ...draw(line)]);
}

function reference(inside) {
  const [target, label] = inside.split(/\|(.*)/s);
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelLink(target.slice(1), label);
  if (target.startsWith("!")) return special(target.slice(1), label);
  return link(unescape(target), label ? unescape(label) : unescape(target));
}

/** Gives a link that opens apart; anything but a web or mail address stays text. */
export function link(address, label) {
  if (!/^(https?:|mailto:)/.test(address)) return document.createTextNode(label);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** Gives a mention of a person. */
export function mention(id, label) {
  const mine = id === state.me ? " mine" : "";
  return h("span", { class: `mention${mine}` }, `@${label ?? person(id).real_name}`);
}

/** Gives the name of a channel. */
export function channelLink(id, label) {
  const name = label || state.conversations.get(id)?.name || "canal-privé";
  return h("a", { class: "mention", href: `?as=${state.me}&canal=${id}` }, `#${name}`);
}

function special(target, label) {
  if (target.startsWith("date^")) return dateText(target, label);
  if (target.startsWith("subteam^")) label ??= "@groupe";
  const names = { channel: "@canal", here: "@ici", everyone: "@tous" };
  return h("span", { class: "mention" }, label ?? names[target] ?? target);
}

function dateText(target, fallback) {
  const [, seconds, format] = target.split("^");
  return formatDate(Number(seconds), format, fallback);
}

const PARTS = {
  date: { dateStyle: "long" },
  date_num: { dateStyle: "short" },
  date_short: { day: "numeric", month: "short", year: "numeric" },
  date_long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  date_pretty: { dateStyle: "long" },
  date_short_pretty: { dateStyle: "medium" },
  date_long_pretty: { dateStyle: "full" },
  time: { timeStyle: "short" },
  time_secs: { timeStyle: "medium" },
};

/** Gives a date in Slack's date format. */
export function formatDate(seconds, format, fallback) {
  const moment = new Date(seconds * 1000);
  if (Number.isNaN(moment.getTime())) return fallback ?? "";
  return format.replace(/\{(\w+)\}/g, (whole, part) =>
    PARTS[part] ? new Intl.DateTimeFormat("fr-FR", PARTS[part]).format(moment) : whole,
  );
}

/** Gives an emoji by its name, or the name itself when it is not known here. */
export function emoji(name) {
  const sign = EMOJI[name];
  return sign ? h("span", { class: "emoji", title: `:${name}:` }, sign) : `:${name}:`;
}

function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
