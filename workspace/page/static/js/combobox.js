// A menu with search, for one choice or several.

import { h, icon, newId } from "./dom.js";
import { showNear } from "./placing.js";

const WAIT_BEFORE_SEARCH = 150;

/** Draws a menu with search; see `sourceOf` for what `search` and `chosen` are made of. */
export function combobox(wishes) {
  return new Combobox(wishes).element;
}

class Combobox {
  #options = [];
  #active = -1;
  #timer = null;
  #hide = null;

  constructor({ named, multiple, placeholder, most, chosen, search, onchange }) {
    Object.assign(this, { multiple, most, search, onchange, selected: [...chosen] });
    this.list = drawList(multiple);
    this.input = drawInput(named, placeholder, this.list.id);
    this.chips = h("div", { class: "chips" });
    this.element = h(
      "div",
      { class: "combobox" },
      this.chips,
      h("div", { class: "combobox-field" }, this.input, icon("down")),
      this.list,
    );
    this.#listen();
    this.#showSelected();
  }

  #listen() {
    this.input.addEventListener("click", () => (this.#hide ? this.#close() : this.#open("")));
    this.input.addEventListener("input", () => this.#searchSoon());
    this.input.addEventListener("blur", () => this.#close());
    this.input.addEventListener("keydown", (event) => this.#press(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  #searchSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(this.input.value), WAIT_BEFORE_SEARCH);
  }

  async #open(query) {
    const groups = await this.search(query);
    if (document.activeElement !== this.input) return;
    this.#options = groups.flatMap((group) => group.options);
    const isSelected = (option) => this.#isSelected(option);
    this.list.replaceChildren(...drawGroups(groups, isSelected, (option) => this.#toggle(option)));
    this.#hide ??= showNear(this.input, this.list);
    this.input.setAttribute("aria-expanded", "true");
    this.#point(this.#options.length ? Math.max(0, this.#options.findIndex(isSelected)) : -1);
  }

  #close() {
    this.#hide?.();
    this.#hide = null;
    this.#active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.input.value = this.multiple ? "" : (this.selected[0]?.label ?? "");
  }

  #point(index) {
    this.#active = index;
    this.list.querySelectorAll("[role=option]").forEach((element, position) => {
      element.classList.toggle("active", position === index);
      if (position !== index) return;
      element.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", element.id);
    });
  }

  #press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.#move(step);
    } else if (event.key === "Enter" && this.#hide) {
      event.preventDefault();
      if (this.#options[this.#active]) this.#toggle(this.#options[this.#active]);
    } else if (event.key === "Escape" && this.#hide) {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if (event.key === "Backspace" && this.multiple && !this.input.value) {
      if (this.selected.length) this.#toggle(this.selected.at(-1));
    }
  }

  #move(step) {
    const count = this.#options.length;
    if (!this.#hide) this.#open("");
    else if (count) this.#point((this.#active + step + count) % count);
  }

  #toggle(option) {
    const without = this.selected.filter(({ raw }) => !sameValue(raw, option.raw));
    const isNew = without.length === this.selected.length;
    if (!this.multiple) this.selected = [option];
    else if (!isNew) this.selected = without;
    else if (!this.most || this.selected.length < this.most) this.selected.push(option);
    this.#showSelected();
    this.#close();
    this.input.focus();
    this.onchange(this.selected);
  }

  #isSelected(option) {
    return this.selected.some(({ raw }) => sameValue(raw, option.raw));
  }

  #showSelected() {
    if (!this.multiple) this.input.value = this.selected[0]?.label ?? "";
    else this.chips.replaceChildren(...this.selected.map((one) => chip(one, () => this.#toggle(one))));
  }
}

function drawList(multiple) {
  return h("ul", {
    class: "options",
    role: "listbox",
    id: newId("list"),
    popover: "manual",
    "aria-multiselectable": multiple ? "true" : null,
    "aria-label": "Options",
  });
}

function drawInput(named, placeholder, listId) {
  return h("input", {
    ...named,
    class: "field",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    placeholder,
    "aria-expanded": "false",
    "aria-controls": listId,
    "aria-autocomplete": "list",
  });
}

function sameValue(one, other) {
  return (one.value ?? one) === (other.value ?? other);
}

function chip(option, remove) {
  const label = `Retirer ${option.label}`;
  const button = h("button", { type: "button", "aria-label": label, onclick: remove }, icon("close"));
  return h("span", { class: "chip" }, option.label, button);
}

function drawGroups(groups, isSelected, toggle) {
  if (!groups.some(({ options }) => options.length)) {
    return [h("li", { class: "no-option" }, "Aucun résultat")];
  }
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
