// Layout blocks.

import { h, newId } from "./dom.js";
import { drawElement, drawInput } from "./elements.js";
import { markdown } from "./markdown.js";
import { plain } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { drawText, imageAddress } from "./texts.js";

const BLOCKS = {
  actions: drawActions,
  context: drawContext,
  divider: () => h("hr", {}),
  header: (block) => h("h2", { class: "block-header" }, plain(block.text.text)),
  image: drawImage,
  input: drawInputBlock,
  markdown: (block) => h("div", { class: "text markdown" }, markdown(block.text)),
  rich_text: (block) => h("div", { class: "text" }, richText(block)),
  section: drawSection,
  table: drawTable,
};

/** Draws blocks; `errors` are what a person has to correct, by block id. */
export function drawBlocks(blocks, surface, errors = {}) {
  return h(
    "div",
    { class: "blocks" },
    blocks.map((block) => BLOCKS[block.type](block, surface, errors[block.block_id])),
  );
}

function drawSection(block, surface) {
  const id = newId("section");
  return h(
    "div",
    { class: "section" },
    h(
      "div",
      { class: "section-words" },
      block.text && h("div", { class: "text", id }, drawText(block.text)),
      block.fields && h(
        "div",
        { class: "fields" },
        block.fields.map((field) => h("div", { class: "text" }, drawText(field))),
      ),
    ),
    block.accessory && h(
      "div",
      { class: "accessory" },
      drawElement(block, block.accessory, surface, block.text ? id : null),
    ),
  );
}

function drawActions(block, surface) {
  return h(
    "div",
    { class: "actions" },
    block.elements.map((element) => drawElement(block, element, surface, null)),
  );
}

function drawContext(block) {
  return h(
    "div",
    { class: "context" },
    block.elements.map((element) =>
      element.type === "image"
        ? h("img", { src: element.image_url, alt: element.alt_text })
        : h("span", {}, drawText(element)),
    ),
  );
}

function drawImage(block) {
  return h(
    "figure",
    { class: "image" },
    block.title && h("figcaption", {}, plain(block.title.text)),
    h("img", { src: imageAddress(block), alt: block.alt_text, loading: "lazy" }),
  );
}

function drawInputBlock(block, surface, error) {
  const label = newId("label");
  const hint = block.hint && newId("hint");
  const fault = error && newId("error");
  const described = [hint, fault].filter(Boolean).join(" ") || null;
  return h(
    "div",
    { class: error ? "input has-error" : "input", "data-block": block.block_id },
    h(
      "div",
      { class: "label", id: label },
      plain(block.label.text),
      block.optional && h("span", { class: "optional" }, "(facultatif)"),
    ),
    drawInput(block, surface, { label, described, isWrong: Boolean(error) }),
    block.hint && h("div", { class: "hint", id: hint }, plain(block.hint.text)),
    error && h("div", { class: "error", id: fault }, error),
  );
}

function drawTable(block) {
  const [heads, ...rows] = block.rows;
  const align = (index) => block.column_settings?.[index]?.align ?? "left";
  const cell = (tag, content, index) =>
    h(tag, { class: `align-${align(index)}`, scope: tag === "th" ? "col" : null }, cellText(content));
  return h(
    "div",
    { class: "table", tabindex: "0", role: "group", "aria-label": "Tableau" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, heads.map((content, index) => cell("th", content, index)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((content, index) => cell("td", content, index))))),
    ),
  );
}

function cellText(content) {
  return content.type === "raw_text" ? content.text : richText(content);
}
