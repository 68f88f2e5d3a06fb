// Files joined to a message that is being written.

import { uploadFile } from "./api.js";
import { h, icon } from "./dom.js";
import { attempt } from "./toasts.js";

/** The files joined to one message: `picker` chooses them, `element` shows them. */
export class Attachments {
  files = [];

  constructor() {
    this.element = h("ul", { class: "attached" });
    this.picker = h("input", {
      type: "file",
      multiple: true,
      hidden: true,
      "aria-label": "Fichiers à joindre",
      onchange: () => this.#attach(),
    });
  }

  /** Forgets the files, once they are sent. */
  clear() {
    this.files = [];
    this.#show();
  }

  async #attach() {
    for (const chosen of this.picker.files) {
      const sent = await attempt(() => uploadFile(chosen));
      if (sent) this.files.push(sent);
    }
    this.picker.value = "";
    this.#show();
  }

  #remove(file) {
    this.files = this.files.filter((one) => one !== file);
    this.#show();
  }

  #show() {
    this.element.replaceChildren(...this.files.map((file) => this.#draw(file)));
  }

  #draw(file) {
    const remove = { type: "button", "aria-label": `Retirer ${file.title}`, onclick: () => this.#remove(file) };
    return h("li", { class: "chip" }, icon("file"), file.title, h("button", remove, icon("close")));
  }
}
