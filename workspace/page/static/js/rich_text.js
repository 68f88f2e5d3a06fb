// Rich text blocks.

import { h } from "./dom.js";
import { channelLink, emoji, formatDate, link, mention } from "./mrkdwn.js";

const INLINE = {
  text: ({ text }) => lineBreaks(text),
  link: ({ url, text }) => link(url, text ?? url),
  emoji: ({ name }) => emoji(name),
  user: ({ user_id }) => mention(user_id),
  channel: ({ channel_id }) => channelLink(channel_id),
  usergroup: ({ usergroup_id }) => h("span", { class: "mention" }, `@${usergroup_id}`),
  broadcast: ({ range }) =>
    h("span", { class: "mention" }, { here: "@ici", channel: "@canal", everyone: "@tous" }[range]),
  date: ({ timestamp, format, fallback }) => formatDate(timestamp, format, fallback),
  color: ({ value }) => h("code", {}, value),
};
const STYLES = { code: "code", bold: "strong", italic: "em", strike: "s", underline: "u" };

/** Gives the nodes of a rich text block. */
export function richText(block) {
  return block.elements.map(drawPart);
}


function drawPart(part) {
  const inside = () => part.elements.map(drawInline);
  if (part.type === "rich_text_list") return drawList(part);
  if (part.type === "rich_text_quote") return h("blockquote", {}, inside());
  if (part.type === "rich_text_preformatted") return h("pre", {}, inside());
  return h("div", {}, inside());
}

function drawList(part) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  return h(
    tag,
    { class: `indent-${part.indent ?? 0}`, start: tag === "ol" ? (part.offset ?? 0) + 1 : null },
    part.elements.map((item) => h("li", {}, item.elements.map(drawInline))),
  );
}

function drawInline(element) {
  const drawn = [INLINE[element.type](element)].flat();
  return Object.entries(STYLES).reduce(
    (inside, [style, tag]) => (element.style?.[style] ? [h(tag, {}, inside)] : inside),
    drawn,
  );
}

function lineBreaks(text) {
  return text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));
}
