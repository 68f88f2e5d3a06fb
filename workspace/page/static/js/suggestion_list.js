// The list of suggestions above what is being typed.

import { suggestionsFor } from "./completion.js";
import { h, newId } from "./dom.js";

/** Suggestions for one field; `complete(suggestion)` is called when one is chosen. */
export class SuggestionList {
  #suggestions = [];
  #active = 0;

  constructor(field, complete) {
    this.field = field;
    this.complete = complete;
    this.element = h("ul", {
      class: "options above",
      role: "listbox",
      id: newId("suggestions"),
      "aria-label": "Suggestions",
      hidden: true,
      onmousedown: (event) => event.preventDefault(),
    });
    field.setAttribute("aria-controls", this.element.id);
  }

  /** Suggests what may follow what has been typed so far. */
  refresh() {
    this.#suggestions = suggestionsFor(this.field.value, this.field.selectionStart);
    if (!this.#suggestions.length) {
      this.close();
      return;
    }
    this.element.replaceChildren(
      ...this.#suggestions.map((one) => drawSuggestion(one, () => this.complete(one))),
    );
    this.element.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.#point(0);
  }

  /** Closes the list. */
  close() {
    this.#suggestions = [];
    this.element.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  /** Handles a key if the list is open and wants it; says whether it did. */
  takes(key) {
    const count = this.#suggestions.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (!count) return false;
    const chosen = this.#suggestions[this.#active];
    if (step) this.#point((this.#active + step + count) % count);
    else if (key === "Escape") this.close();
    else if (key === "Tab" || (key === "Enter" && !chosen.isWhole)) this.complete(chosen);
    else return false;
    return true;
  }

  #point(index) {
    this.#active = index;
    [...this.element.children].forEach((element, position) => {
      element.classList.toggle("active", position === index);
      element.setAttribute("aria-selected", String(position === index));
      if (position === index) this.field.setAttribute("aria-activedescendant", element.id);
    });
  }
}

function drawSuggestion({ before, label, note }, choose) {
  return h(
    "li",
    { role: "option", id: newId("suggestion"), "aria-selected": "false", onclick: choose },
    before,
    h("span", { class: "option-words" }, label, note && h("small", {}, note)),
  );
}
