// What may follow what is being typed: the app's commands, people, channels.

import { avatar } from "./avatar.js";
import { icon } from "./dom.js";
import { state } from "./state.js";

const MOST_SHOWN = 8;

/**
 * Gives suggestions for a text and the place of the caret; each has the `text` it would make and
 * the `caret` then, and `isWhole` when there is nothing left to complete.
 */
export function suggestionsFor(text, caret) {
  const before = text.slice(0, caret);
  if (/^\/\S*$/.test(before)) return commands(before, text.slice(caret));
  const word = /(^|\s)([@#])([\p{L}\d_-]*)$/u.exec(before);
  if (!word) return [];
  const found = word[2] === "@" ? people(word[3]) : channels(word[3]);
  const start = caret - word[3].length;
  return found.slice(0, MOST_SHOWN).map((one) => ({
    ...one,
    text: `${text.slice(0, start)}${one.name} ${text.slice(caret)}`,
    caret: start + one.name.length + 1,
    isWhole: one.name === word[3],
  }));
}

function commands(typed, rest) {
  return state.app.commands
    .filter(({ command }) => command.startsWith(typed))
    .map(({ command, description, usage_hint }) => ({
      label: [command, usage_hint].filter(Boolean).join(" "),
      note: description,
      text: `${command} ${rest.trimStart()}`,
      caret: command.length + 1,
      isWhole: command === typed,
    }));
}

function people(typed) {
  return [...state.people.values()]
    .filter(({ name, real_name }) => startsWith(name, typed) || startsWith(real_name, typed))
    .map((one) => ({ name: one.name, label: one.real_name, note: one.title, before: avatar(one, "small") }));
}

function channels(typed) {
  return [...state.conversations.values()]
    .filter(({ kind, name }) => kind !== "im" && kind !== "mpim" && startsWith(name, typed))
    .map(({ name }) => ({ name, label: name, before: icon("hash") }));
}

function startsWith(name, typed) {
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return fold(name).startsWith(fold(typed));
}
