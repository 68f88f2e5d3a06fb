// A thread, beside its conversation.

import { composer } from "./composer.js";
import { h, icon, replaceChildrenOf } from "./dom.js";
import { messageList } from "./messages.js";
import { changed, state } from "./state.js";

/** Draws the open thread; gives the function that brings it up to date. */
export function drawThread(aside) {
  const { thread, place } = state;
  aside.hidden = !thread;
  if (!thread) {
    aside.replaceChildren();
    return () => {};
  }
  const { list, draw } = messageList("Fil de discussion", () => threadMessages(place.channel, thread), true);
  replaceChildrenOf(
    aside,
    h(
      "header",
      { class: "place-header" },
      h("h2", {}, "Fil de discussion"),
      h("button", { type: "button", class: "quiet", "aria-label": "Fermer le fil", onclick: closeThread }, icon("close")),
    ),
    list,
    composer({ channel: place.channel, thread, label: "Répondre dans le fil", id: "reponse" }),
  );
  draw();
  list.scrollTop = list.scrollHeight;
  return draw;
}

function closeThread() {
  state.thread = null;
  changed("thread", { focus: false });
}

function threadMessages(channel, thread) {
  const known = state.messages.get(channel) ?? [];
  return known.filter((one) => one.ts === thread || one.thread_ts === thread);
}
