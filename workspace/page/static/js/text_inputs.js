// Text, number, mail and web address fields.

import { h } from "./dom.js";

const KINDS = { email_text_input: "email", url_text_input: "url", number_input: "text" };
const MOST_CHARACTERS = 3000;

/** Draws a text field; when it acts by itself, on Enter or at each character as it says. */
export function drawTextInput({ element, naming, valueOf, enter, change }, acts) {
  const isRich = element.type === "rich_text_input";
  const stateKey = isRich ? "rich_text_value" : "value";
  const value = valueOf(stateKey, "initial_value");
  const isLong = element.multiline || isRich;
  const properties = {
    ...naming,
    class: "field",
    placeholder: element.placeholder?.text,
    maxlength: element.max_length ?? MOST_CHARACTERS,
    rows: isLong ? 4 : null,
    type: isLong ? null : (KINDS[element.type] ?? "text"),
    inputmode: element.type === "number_input" ? "decimal" : null,
  };
  const field = h(isLong ? "textarea" : "input", properties);
  field.value = (isRich ? wordsOf(value) : value) ?? "";

  const read = () => {
    const typed = element.type === "number_input" ? number(field.value) : field.value;
    return isRich ? asRichText(typed) : typed || null;
  };
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  field.addEventListener("input", () => {
    enter(read());
    if (acts && triggers.includes("on_character_entered")) change(read());
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || isLong || !acts || !triggers.includes("on_enter_pressed")) return;
    event.preventDefault();
    change(read());
  });
  return field;
}

function number(typed) {
  return typed.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
}

function asRichText(typed) {
  if (!typed) return null;
  const section = { type: "rich_text_section", elements: [{ type: "text", text: typed }] };
  return { type: "rich_text", elements: [section] };
}

function wordsOf(richText) {
  const parts = richText?.elements ?? [];
  return parts.map((part) => part.elements.map(({ text }) => text ?? "").join("")).join("\n");
}
