// Menus that open from a button, driven by mouse or keyboard.

import { h, newId } from "./dom.js";
import { showNear } from "./placing.js";

/**
 * A button that opens a menu. `items()` gives the entries when it opens, each with `label` and
 * either `choose()` or `href`; `note` is a second line, `before` an element before the label.
 */
export function menuButton(properties, content, items) {
  const id = newId("menu");
  const list = h("div", { class: "menu", role: "menu", id, popover: "manual" });
  const button = h(
    "button",
    { type: "button", ...properties, "aria-haspopup": "menu", "aria-expanded": "false" },
    content,
  );
  const wrapper = h("div", { class: "menu-holder" }, button, list);

  let hide = null;
  const close = (refocus) => {
    hide?.();
    hide = null;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", closeFromOutside);
    if (refocus) button.focus();
  };
  const closeFromOutside = (event) => {
    if (!wrapper.contains(event.target)) close(false);
  };
  const open = () => {
    list.replaceChildren(...items().map((item) => entry(item, close)));
    hide = showNear(button, list);
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", closeFromOutside);
    list.querySelector("[role^=menuitem]")?.focus();
  };

  button.addEventListener("click", () => (hide ? close(true) : open()));
  list.addEventListener("keydown", (event) => moveInMenu(event, list, close));
  wrapper.addEventListener("focusout", (event) => {
    if (hide && !wrapper.contains(event.relatedTarget)) close(false);
  });
  return wrapper;
}

function entry(item, close) {
  const words = h("span", { class: "menu-words" }, item.label, item.note && h("small", {}, item.note));
  const properties = { class: "menu-item", role: "menuitem", tabindex: "-1" };
  if (item.checked !== undefined) {
    properties.role = "menuitemradio";
    properties["aria-checked"] = String(item.checked);
  }
  if (item.href) return h("a", { ...properties, href: item.href }, item.before, words);
  const choose = () => {
    close(true);
    item.choose();
  };
  return h("button", { ...properties, type: "button", onclick: choose }, item.before, words);
}

function moveInMenu(event, list, close) {
  const entries = [...list.querySelectorAll("[role^=menuitem]")];
  const index = entries.indexOf(document.activeElement);
  const target = {
    ArrowDown: entries[(index + 1) % entries.length],
    ArrowUp: entries[(index - 1 + entries.length) % entries.length],
    Home: entries[0],
    End: entries.at(-1),
  }[event.key];
  if (target) {
    event.preventDefault();
    target.focus();
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close(true);
  }
}
