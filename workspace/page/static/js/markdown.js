// The markdown of markdown blocks: headings, lists, quotes, code, tables left as text.

import { h } from "./dom.js";
import { inlineBy } from "./inline.js";
import { link } from "./mrkdwn.js";

const INLINE = [
  { pattern: /`([^`\n]+)`/, build: (match) => h("code", {}, match[1]) },
  { pattern: /\[([^\]\n]+)\]\((\S+?)\)/, build: (match) => link(match[2], match[1]) },
  { pattern: /\*\*([^*\n]+)\*\*|__([^_\n]+)__/, build: (match) => h("strong", {}, inline(match[1] ?? match[2])) },
  { pattern: /\*([^*\n]+)\*|(?<!\w)_([^_\n]+)_(?!\w)/, build: (match) => h("em", {}, inline(match[1] ?? match[2])) },
  { pattern: /~~([^~\n]+)~~/, build: (match) => h("s", {}, inline(match[1])) },
];
const inline = inlineBy(INLINE, (text) => text);
const KINDS = [
  { kind: "code", pattern: /^```/ },
  { kind: "heading", pattern: /^(#{1,6})\s+(.*)$/ },
  { kind: "ul", pattern: /^\s*[-*+]\s+(.*)$/ },
  { kind: "ol", pattern: /^\s*\d+[.)]\s+(.*)$/ },
  { kind: "blockquote", pattern: /^>\s?(.*)$/ },
  { kind: "hr", pattern: /^(-{3,}|\*{3,})$/ },
  { kind: "blank", pattern: /^\s*$/ },
];

/** Gives the nodes of a markdown text. */
export function markdown(text) {
  const nodes = [];
  const all = text.split("\n");
  while (all.length) {
    const kind = kindOf(all[0]);
    if (kind === "code") nodes.push(codeBlock(all));
    else if (kind === "heading") nodes.push(heading(all.shift()));
    else if (kind === "hr") nodes.push(all.shift() && h("hr"));
    else if (kind === "blank") all.shift();
    else nodes.push(group(kind, all));
  }
  return nodes;
}

function kindOf(line) {
  return KINDS.find(({ pattern }) => pattern.test(line))?.kind ?? "p";
}

function codeBlock(all) {
  all.shift();
  const inside = [];
  while (all.length && kindOf(all[0]) !== "code") inside.push(all.shift());
  all.shift();
  return h("pre", {}, inside.join("\n"));
}

function heading(line) {
  const [, marks, words] = KINDS[1].pattern.exec(line);
  return h(`h${Math.min(6, marks.length + 1)}`, {}, inline(words));
}

function group(kind, all) {
  const inside = [];
  while (all.length && kindOf(all[0]) === kind) inside.push(all.shift());
  const pattern = KINDS.find((one) => one.kind === kind)?.pattern;
  const contents = inside.map((line) => (pattern ? pattern.exec(line)[1] : line));
  if (kind === "ul" || kind === "ol") return h(kind, {}, contents.map((one) => h("li", {}, inline(one))));
  return h(kind, {}, contents.flatMap((one, index) => [index ? h("br") : null, ...inline(one)]));
}

