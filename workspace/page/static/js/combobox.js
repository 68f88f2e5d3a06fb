// A menu with search, for one choice or several.

import { h, icon, newId } from "./dom.js";
import { showNear } from "./placing.js";

const WAIT_BEFORE_SEARCH = 150;

/** Draws a menu with search; see `sourceOf` for what `search` and `chosen` are made of. */
export function combobox({ named, multiple, placeholder, most, chosen, search, onchange }) {
  let selected = [...chosen];
  let options = [];
  let active = -1;
  let timer = null;
  let hide = null;
  const id = newId("list");

  const list = h("ul", { class: "options", role: "listbox", id, popover: "manual", "aria-multiselectable": multiple ? "true" : null, "aria-label": "Options" });
  const input = h("input", {
    ...named,
    class: "field",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    placeholder,
    "aria-expanded": "false",
    "aria-controls": id,
    "aria-autocomplete": "list",
  });
  const chips = h("div", { class: "chips" });
  const wrapper = h("div", { class: "combobox" }, chips, h("div", { class: "combobox-field" }, input, icon("down")), list);

  const showSelected = () => {
    if (!multiple) {
      input.value = selected[0]?.label ?? "";
      return;
    }
    chips.replaceChildren(...selected.map((option) => chip(option, () => toggle(option))));
  };
  const isSelected = (option) => selected.some(({ raw }) => sameValue(raw, option.raw));
  const close = () => {
    hide?.();
    hide = null;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
    if (!multiple) showSelected();
    else input.value = "";
  };
  const point = (index) => {
    active = index;
    list.querySelectorAll("[role=option]").forEach((element, position) => {
      element.classList.toggle("active", position === active);
      if (position === active) {
        element.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", element.id);
      }
    });
  };
  const open = async (query) => {
    const groups = await search(query);
    if (document.activeElement !== input) return;
    options = groups.flatMap((group) => group.options);
    list.replaceChildren(...drawGroups(groups, isSelected, toggle));
    hide ??= showNear(input, list);
    input.setAttribute("aria-expanded", "true");
    point(options.length ? Math.max(0, options.findIndex(isSelected)) : -1);
  };
  function toggle(option) {
    if (multiple) {
      const without = selected.filter(({ raw }) => !sameValue(raw, option.raw));
      const isNew = without.length === selected.length;
      if (isNew && most && selected.length >= most) return;
      selected = isNew ? [...selected, option] : without;
    } else {
      selected = [option];
    }
    showSelected();
    if (multiple) input.value = "";
    close();
    input.focus();
    onchange(selected);
  }

  input.addEventListener("click", () => (hide ? close() : open("")));
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => open(input.value), WAIT_BEFORE_SEARCH);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (!hide) open("");
      else if (options.length) point((active + step + options.length) % options.length);
    } else if (event.key === "Enter" && hide) {
      event.preventDefault();
      if (options[active]) toggle(options[active]);
    } else if (event.key === "Escape" && hide) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Backspace" && multiple && !input.value && selected.length) {
      toggle(selected.at(-1));
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  showSelected();
  return wrapper;
}

function sameValue(one, other) {
  return (one.value ?? one) === (other.value ?? other);
}

function chip(option, remove) {
  return h(
    "span",
    { class: "chip" },
    option.label,
    h("button", { type: "button", "aria-label": `Retirer ${option.label}`, onclick: remove }, icon("close")),
  );
}

function drawGroups(groups, isSelected, toggle) {
  if (!groups.length) return [h("li", { class: "no-option" }, "Aucun résultat")];
  return groups.flatMap(({ label, options }) => [
    ...(label ? [h("li", { class: "option-group", role: "presentation" }, label)] : []),
    ...options.map((option) => drawOption(option, isSelected(option), () => toggle(option))),
  ]);
}

function drawOption(option, selected, choose) {
  return h(
    "li",
    { role: "option", id: newId("option"), "aria-selected": String(selected), onclick: choose },
    option.before?.cloneNode(true),
    h("span", { class: "option-words" }, option.label, option.note && h("small", {}, option.note)),
    selected && icon("check"),
  );
}
