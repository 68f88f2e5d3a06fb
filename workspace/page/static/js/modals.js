// Modals, one on top of another, as the app opens, changes and closes them.

import { act } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { h, icon, newId, replaceChildrenOf } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { state } from "./state.js";
import { viewSurface } from "./surface.js";
import { attempt } from "./toasts.js";

const dialogs = new Map();

/** Opens, redraws and closes dialogs so that they match the open modals. */
export function drawModals() {
  const wanted = new Set(state.modals.map(({ id }) => id));
  for (const [id, { dialog }] of dialogs) {
    if (wanted.has(id)) continue;
    dialog.close();
    dialog.remove();
    dialogs.delete(id);
  }
  for (const view of state.modals) drawModal(view);
}

/** Shows, within a modal, why sending it has failed. */
export function showTrouble({ view, text }) {
  const shown = dialogs.get(view);
  if (shown) draw(shown, { trouble: text });
}

function drawModal(view) {
  const known = dialogs.get(view.id);
  if (known?.view.hash === view.hash) return;
  const dialog = known?.dialog ?? newDialog(view);
  const shown = { dialog, view };
  dialogs.set(view.id, shown);
  draw(shown, {});
  if (!known) {
    dialog.showModal();
    firstField(dialog)?.focus();
  }
}

function newDialog(view) {
  const cancel = (event) => {
    event.preventDefault();
    close(view);
  };
  const dialog = h("dialog", { class: "modal", oncancel: cancel });
  document.getElementById("modals").append(dialog);
  return dialog;
}

function firstField(dialog) {
  return (
    dialog.querySelector("[autofocus]") ??
    dialog.querySelector(".modal-body :is(input, textarea, select, button, a)") ??
    dialog.querySelector("footer button")
  );
}

function draw(shown, { errors = {}, trouble = "" }) {
  const { dialog, view } = shown;
  const title = newId("title");
  dialog.setAttribute("aria-labelledby", title);
  replaceChildrenOf(
    dialog,
    h(
      "form",
      { method: "dialog", novalidate: true, onsubmit: (event) => submit(event, shown) },
      h(
        "header",
        {},
        h("h2", { id: title }, plain(view.title.text)),
        h("small", {}, state.app.name),
        h("button", { type: "button", class: "quiet", "aria-label": "Fermer", onclick: () => close(view) }, icon("close")),
      ),
      trouble && h("div", { class: "trouble", role: "alert" }, icon("warning"), trouble),
      h("div", { class: "modal-body" }, drawBlocks(view.blocks, viewSurface(view), errors)),
      h(
        "footer",
        {},
        h("button", { type: "button", class: "button", "data-focus": "close", onclick: () => close(view) }, closeLabel(view)),
        view.submit && h("button", { type: "submit", class: "button primary", "data-focus": "submit" }, plain(view.submit.text)),
      ),
    ),
  );
}

function closeLabel({ close: given, submit: submitted, previous_view_id: below }) {
  if (given) return plain(given.text);
  if (below) return "Retour";
  return submitted ? "Annuler" : "Fermer";
}

async function submit(event, shown) {
  event.preventDefault();
  const { dialog, view } = shown;
  const button = dialog.querySelector("[type=submit]");
  button?.setAttribute("aria-busy", "true");
  const answer = await attempt(() =>
    act("submit", { view: view.id, entered: viewSurface(view).entered }),
  );
  button?.removeAttribute("aria-busy");
  const errors = answer?.errors ?? {};
  if (!Object.keys(errors).length) return;
  draw(shown, { errors });
  dialog.querySelector(".has-error :is(input, textarea, button)")?.focus();
}

function close(view) {
  return attempt(() => act("close", { view: view.id }));
}
