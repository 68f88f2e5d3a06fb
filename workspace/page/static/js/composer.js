// Where one writes: messages, slash commands and mentions with completion, files, shortcuts.

import { act, uploadFile } from "./api.js";
import { suggestionsFor } from "./completion.js";
import { h, icon, newId } from "./dom.js";
import { menuButton } from "./menu.js";
import { state } from "./state.js";
import { attempt } from "./toasts.js";

const drafts = new Map();

/** Draws the place where one writes in a conversation or a thread. */
export function composer({ channel, thread = null, label, id }) {
  const draftKey = `${state.me}-${channel}-${thread}`;
  const listId = newId("completion");
  const files = [];
  let suggestions = [];
  let active = 0;

  const field = h("textarea", {
    id,
    rows: 1,
    placeholder: label,
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": listId,
    "data-focus": id,
  });
  field.value = drafts.get(draftKey) ?? "";
  const list = h("ul", { class: "options above", role: "listbox", id: listId, "aria-label": "Suggestions", hidden: true });
  const attached = h("ul", { class: "attached" });
  const picker = h("input", { type: "file", multiple: true, hidden: true, onchange: () => attach() });

  const fit = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  };
  const closeSuggestions = () => {
    suggestions = [];
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };
  const point = (index) => {
    active = index;
    [...list.children].forEach((element, position) => {
      element.classList.toggle("active", position === active);
      element.setAttribute("aria-selected", String(position === active));
      if (position === active) field.setAttribute("aria-activedescendant", element.id);
    });
  };
  const suggest = () => {
    suggestions = suggestionsFor(field.value, field.selectionStart);
    if (!suggestions.length) return closeSuggestions();
    list.replaceChildren(...suggestions.map((one) => drawSuggestion(one, complete)));
    list.hidden = false;
    return point(0);
  };
  const complete = (suggestion) => {
    field.value = suggestion.text;
    field.setSelectionRange(suggestion.caret, suggestion.caret);
    closeSuggestions();
    field.focus();
    drafts.set(draftKey, field.value);
  };
  const showAttached = () => {
    attached.replaceChildren(...files.map((file) => drawAttached(file, () => {
      files.splice(files.indexOf(file), 1);
      showAttached();
    })));
  };
  const attach = async () => {
    for (const chosen of picker.files) {
      const sent = await attempt(() => uploadFile(chosen));
      if (sent) files.push(sent);
    }
    picker.value = "";
    showAttached();
    field.focus();
  };
  const send = async () => {
    const text = field.value;
    if (!text.trim() && !files.length) return;
    const details = { channel, thread_ts: thread, text, files: files.map((file) => file.id) };
    field.value = "";
    drafts.delete(draftKey);
    closeSuggestions();
    fit();
    if (await attempt(() => sayOrCommand(details))) {
      files.length = 0;
      showAttached();
    } else {
      field.value = text;
    }
  };

  field.addEventListener("input", () => {
    drafts.set(draftKey, field.value);
    fit();
    suggest();
  });
  field.addEventListener("blur", closeSuggestions);
  field.addEventListener("keydown", (event) => {
    const isOpen = suggestions.length > 0;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (isOpen && step) {
      event.preventDefault();
      point((active + step + suggestions.length) % suggestions.length);
    } else if (isOpen && (event.key === "Tab" || (event.key === "Enter" && !suggestions[active].isWhole))) {
      event.preventDefault();
      complete(suggestions[active]);
    } else if (isOpen && event.key === "Escape") {
      event.preventDefault();
      closeSuggestions();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());

  const form = h(
    "form",
    { class: "composer", onsubmit: (event) => { event.preventDefault(); send(); } },
    list,
    attached,
    h(
      "div",
      { class: "composer-line" },
      plusMenu(picker),
      picker,
      field,
      h("button", { type: "submit", class: "send", "aria-label": "Envoyer", title: "Envoyer (Entrée)" }, icon("send")),
    ),
  );
  requestAnimationFrame(fit);
  return form;
}

function sayOrCommand({ channel, thread_ts, text, files }) {
  const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text.trim());
  if (command) return act("command", { channel, command: command[1], text: command[2] });
  return act("say", { channel, thread_ts, text, files });
}

function plusMenu(picker) {
  const label = "Joindre un fichier ou lancer un raccourci";
  return menuButton({ class: "quiet", "aria-label": label, title: label }, icon("plus"), () => [
    { label: "Joindre un fichier", before: icon("file"), choose: () => picker.click() },
    ...state.app.shortcuts.filter(({ kind }) => kind === "global").map((shortcut) => ({
      label: shortcut.name,
      note: shortcut.description || state.app.name,
      before: icon("send"),
      choose: () => attempt(() => act("shortcut", { callback_id: shortcut.callback_id })),
    })),
  ]);
}

function drawSuggestion(suggestion, complete) {
  return h(
    "li",
    { role: "option", id: newId("suggestion"), "aria-selected": "false", onclick: () => complete(suggestion) },
    suggestion.before,
    h("span", { class: "option-words" }, suggestion.label, suggestion.note && h("small", {}, suggestion.note)),
  );
}

function drawAttached(file, remove) {
  return h(
    "li",
    { class: "chip" },
    icon("file"),
    file.title,
    h("button", { type: "button", "aria-label": `Retirer ${file.title}`, onclick: remove }, icon("close")),
  );
}
