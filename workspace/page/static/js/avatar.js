// Avatars: initials on a colour of one's own.

import { h } from "./dom.js";
import { state } from "./state.js";

const COLOURS = 8;

/** Draws a person's avatar, which screen readers pass over. */
export function avatar(person, size = "") {
  const initials = person.real_name
    .split(/\s+/)
    .map((word) => word[0])
    .filter((letter) => letter !== letter.toLowerCase())
    .slice(0, 2)
    .join("");
  const index = [...state.people.keys()].indexOf(person.id) % COLOURS;
  const kind = person.is_bot ? "bot" : `colour-${index}`;
  const shown = initials || person.real_name[0].toUpperCase();
  return h("span", { class: `avatar ${kind} ${size}`, "aria-hidden": "true" }, shown);
}
