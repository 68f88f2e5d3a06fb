// Checkboxes and radio buttons.

import { h, newId } from "./dom.js";

/** Draws checkboxes or radio buttons. */
export function choices({ element, naming, valueOf, change }, drawText) {
  const several = element.type === "checkboxes";
  const stateKey = several ? "selected_options" : "selected_option";
  const held = valueOf(stateKey, several ? "initial_options" : "initial_option");
  const chosen = new Set([held ?? []].flat().map((option) => option.value ?? option));
  const name = newId("choice");
  const { "data-focus": focusKey, autofocus, ...named } = naming;

  const choose = (value, checked) => {
    if (!several) return change(value);
    if (checked) chosen.add(value);
    else chosen.delete(value);
    return change(element.options.map((option) => option.value).filter((one) => chosen.has(one)));
  };
  return h(
    "div",
    { ...named, class: "choices", role: several ? "group" : "radiogroup" },
    element.options.map((option, index) =>
      h(
        "label",
        { class: "choice" },
        h("input", {
          type: several ? "checkbox" : "radio",
          name,
          value: option.value,
          checked: chosen.has(option.value),
          autofocus: autofocus && index === 0,
          "data-focus": `${focusKey}-${index}`,
          onchange: (event) => choose(option.value, event.target.checked),
        }),
        h(
          "span",
          {},
          drawText(option.text),
          option.description && h("small", {}, drawText(option.description)),
        ),
      ),
    ),
  );
}
