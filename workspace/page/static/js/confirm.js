// Confirmation dialogs.

import { h, newId } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { drawText } from "./texts.js";

/** Asks for confirmation when an element wants one; promises whether to go on. */
export function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const title = newId("confirm");
    const answer = (yes) => {
      dialog.close();
      dialog.remove();
      resolve(yes);
    };
    const dialog = h(
      "dialog",
      { class: "confirm", "aria-labelledby": title, oncancel: () => answer(false) },
      h("h2", { id: title }, plain(confirm.title.text)),
      h("div", { class: "text" }, drawText(confirm.text)),
      h(
        "footer",
        {},
        h("button", { type: "button", class: "button", onclick: () => answer(false) }, plain(confirm.deny.text)),
        h(
          "button",
          { type: "button", class: `button ${confirm.style ?? "primary"}`, onclick: () => answer(true) },
          plain(confirm.confirm.text),
        ),
      ),
    );
    document.getElementById("modals").append(dialog);
    dialog.showModal();
  });
}
