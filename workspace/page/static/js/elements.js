// Block elements: what a person clicks, chooses, picks or fills in.

import { choices } from "./choices.js";
import { combobox } from "./combobox.js";
import { confirmed } from "./confirm.js";
import { h, icon } from "./dom.js";
import { drawFileInput } from "./file_input.js";
import { menuButton } from "./menu.js";
import { plain } from "./mrkdwn.js";
import { sourceOf } from "./option_sources.js";
import { drawTextInput } from "./text_inputs.js";
import { drawText, imageAddress } from "./texts.js";

const STATE_KEYS = {
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
};

/** Draws an element that acts at once; `labelledBy` is the id of the words beside it. */
export function drawElement(block, element, surface, labelledBy) {
  if (element.type === "image") {
    return h("img", { class: "thumbnail", src: imageAddress(element), alt: element.alt_text });
  }
  if (element.type === "button") return drawButton(block, element, surface);
  if (element.type === "overflow") return drawOverflow(block, element, surface);
  const send = async (value) => {
    if (await confirmed(element.confirm)) await surface.act(block, element, value);
  };
  return drawField(block, element, surface, { label: labelledBy, onchange: send });
}

/** Draws an element of an input block, named by its label. */
export function drawInput(block, surface, { label, described, isWrong }) {
  const send = block.dispatch_action ? (value) => surface.act(block, block.element, value) : null;
  return drawField(block, block.element, surface, { label, described, isWrong, onchange: send });
}

function drawField(block, element, surface, { label, described, isWrong, onchange }) {
  const field = {
    element,
    naming: naming(element, label, described, isWrong, `${surface.key}-${block.block_id}-${element.action_id}`),
    valueOf: (stateKey, initial) => surface.valueOf(block, element, stateKey, initial),
    enter: (value) => surface.enter(block, element, value),
    change: (value) => {
      surface.enter(block, element, value);
      return onchange?.(value);
    },
  };
  if (element.type in STATE_KEYS) return drawPicker(field);
  if (element.type === "checkboxes" || element.type === "radio_buttons") return choices(field, drawText);
  if (element.type === "file_input") return drawFileInput(field);
  if (element.type.endsWith("_select")) return drawSelect(field, surface);
  return drawTextInput(field, Boolean(onchange));
}

function naming(element, label, described, isWrong, focusKey) {
  return {
    "aria-labelledby": label,
    "aria-label": label ? null : (element.placeholder?.text ?? FALLBACK_NAMES[element.type] ?? "Choix"),
    "aria-describedby": described,
    "aria-invalid": isWrong ? "true" : null,
    autofocus: Boolean(element.focus_on_load),
    "data-focus": focusKey,
  };
}

const FALLBACK_NAMES = {
  datepicker: "Date",
  timepicker: "Heure",
  datetimepicker: "Date et heure",
  checkboxes: "Cases à cocher",
  radio_buttons: "Choix",
};

function drawButton(block, element, surface) {
  const click = async () => {
    if (element.url) window.open(element.url, "_blank", "noopener");
    if (!(await confirmed(element.confirm))) return;
    button.setAttribute("aria-busy", "true");
    await surface.act(block, element);
    button.removeAttribute("aria-busy");
  };
  const button = h(
    "button",
    {
      type: "button",
      class: `button ${element.style ?? ""}`,
      "aria-label": element.accessibility_label,
      "data-action": element.action_id,
      "data-focus": `${surface.key}-${block.block_id}-${element.action_id}`,
      onclick: click,
    },
    plain(element.text.text),
  );
  return button;
}

function drawOverflow(block, element, surface) {
  const properties = {
    class: "button icon-only",
    "aria-label": "Autres choix",
    "data-focus": `${surface.key}-${block.block_id}-${element.action_id}`,
  };
  return menuButton(properties, icon("more"), () =>
    element.options.map((option) => ({
      label: plain(option.text.text),
      note: option.description?.text,
      choose: async () => {
        if (option.url) window.open(option.url, "_blank", "noopener");
        if (await confirmed(element.confirm)) await surface.act(block, element, option.value);
      },
    })),
  );
}

function drawPicker({ element, naming: named, valueOf, change }) {
  const [stateKey, initial] = STATE_KEYS[element.type];
  const kinds = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };
  const isMoment = element.type === "datetimepicker";
  const value = valueOf(stateKey, initial);
  const input = h("input", {
    ...named,
    type: kinds[element.type],
    class: "field",
    value: isMoment && value ? localMoment(value) : value,
  });
  input.addEventListener("change", () => {
    const moment = () => Math.floor(new Date(input.value).getTime() / 1000);
    change(input.value ? (isMoment ? moment() : input.value) : null);
  });
  return input;
}

function localMoment(seconds) {
  const moment = new Date(seconds * 1000);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function drawSelect({ element, naming: named, valueOf, change }, surface) {
  const source = sourceOf(element, surface);
  const multiple = element.type.startsWith("multi_");
  const value = valueOf(source.stateKey, source.initial);
  return combobox({
    named,
    multiple,
    placeholder: element.placeholder?.text ?? (multiple ? "Choisir…" : "Choisir une option"),
    most: element.max_selected_items,
    chosen: [value ?? []].flat().map(source.optionOf),
    search: source.search,
    onchange: (options) => {
      const values = options.map((option) => option.raw);
      return change(multiple ? values : (values[0] ?? null));
    },
  });
}
