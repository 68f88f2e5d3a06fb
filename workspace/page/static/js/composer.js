// Where one writes: messages, slash commands and mentions with completion, files, shortcuts.

import { act } from "./api.js";
import { Attachments } from "./attachments.js";
import { h, icon } from "./dom.js";
import { menuButton } from "./menu.js";
import { state } from "./state.js";
import { SuggestionList } from "./suggestion_list.js";
import { attempt } from "./toasts.js";

const drafts = new Map();

/** Draws the place where one writes in a conversation or a thread. */
export function composer(place) {
  return new Composer(place).element;
}

class Composer {
  constructor({ channel, thread = null, label, id }) {
    this.channel = channel;
    this.thread = thread;
    this.draftKey = `${state.me}-${channel}-${thread}`;
    this.attachments = new Attachments();
    this.field = this.#drawField(label, id);
    this.suggestions = new SuggestionList(this.field, (chosen) => this.#complete(chosen));
    this.element = this.#drawForm();
    requestAnimationFrame(() => this.#fit());
  }

  #drawField(label, id) {
    const field = h("textarea", {
      id,
      rows: 1,
      placeholder: label,
      "aria-label": label,
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "data-focus": id,
      oninput: () => this.#typed(),
      onblur: () => this.suggestions.close(),
      onkeydown: (event) => this.#press(event),
    });
    field.value = drafts.get(this.draftKey) ?? "";
    return field;
  }

  #drawForm() {
    const send = (event) => {
      event.preventDefault();
      this.#send();
    };
    return h(
      "form",
      { class: "composer", onsubmit: send },
      this.suggestions.element,
      this.attachments.element,
      h(
        "div",
        { class: "composer-line" },
        plusMenu(this.attachments.picker),
        this.attachments.picker,
        this.field,
        h("button", { type: "submit", class: "send", "aria-label": "Envoyer", title: "Envoyer (Entrée)" }, icon("send")),
      ),
    );
  }

  #typed() {
    drafts.set(this.draftKey, this.field.value);
    this.#fit();
    this.suggestions.refresh();
  }

  #press(event) {
    if (event.isComposing) return;
    if (this.suggestions.takes(event.key)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    }
  }

  #complete({ text, caret }) {
    this.field.value = text;
    this.field.setSelectionRange(caret, caret);
    this.suggestions.close();
    this.field.focus();
    drafts.set(this.draftKey, text);
  }

  async #send() {
    const text = this.field.value;
    const files = this.attachments.files.map((file) => file.id);
    if (!text.trim() && !files.length) return;
    this.#write("");
    this.suggestions.close();
    const sent = await attempt(() => this.#sayOrCommand(text, files));
    if (sent) this.attachments.clear();
    else this.#write(text);
  }

  #sayOrCommand(text, files) {
    const { channel, thread: thread_ts } = this;
    const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text.trim());
    if (command) return act("command", { channel, command: command[1], text: command[2] });
    return act("say", { channel, thread_ts, text, files });
  }

  #write(text) {
    this.field.value = text;
    drafts.set(this.draftKey, text);
    this.#fit();
  }

  #fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }
}

function plusMenu(picker) {
  const label = "Joindre un fichier ou lancer un raccourci";
  return menuButton({ class: "quiet", "aria-label": label, title: label }, icon("plus"), () => [
    { label: "Joindre un fichier", before: icon("file"), choose: () => picker.click() },
    ...state.app.shortcuts.filter(({ kind }) => kind === "global").map(shortcutEntry),
  ]);
}

function shortcutEntry({ name, description, callback_id }) {
  return {
    label: name,
    note: description || state.app.name,
    before: icon("send"),
    choose: () => attempt(() => act("shortcut", { callback_id })),
  };
}
