// Short notices at the foot of the page, said aloud by screen readers.

import { h, icon } from "./dom.js";

const SHOWN_FOR = 8000;

/** Shows a notice for a while. */
export function toast(text) {
  const close = () => shown.remove();
  const shown = h(
    "div",
    { class: "toast" },
    icon("warning"),
    h("span", {}, text),
    h("button", { type: "button", class: "quiet", "aria-label": "Fermer l’avis", onclick: close }, icon("close")),
  );
  document.getElementById("toasts").append(shown);
  setTimeout(close, SHOWN_FOR);
}

const REFUSALS = {
  not_in_channel: "Vous n’êtes pas membre de ce canal.",
  channel_not_found: "Ce canal n’existe pas, ou vous n’y avez pas accès.",
  message_not_found: "Ce message n’existe plus.",
  not_found: "Cette fenêtre n’est plus ouverte.",
  action_not_found: "Ce bouton n’existe plus.",
  msg_too_long: "Ce message est trop long : 12 000 caractères au plus.",
  messages_tab_disabled: "Cette application ne reçoit pas de messages directs.",
  file_too_large: "Ce fichier est trop lourd.",
};

/** Runs an action and says in French why it was refused, if it was. */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    toast(REFUSALS[error.message] ?? `L’action n’a pas abouti (${error.message}).`);
    return null;
  }
}
