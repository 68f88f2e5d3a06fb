// A conversation: its title, its messages, and where one writes.

import { composer } from "./composer.js";
import { h, icon, replaceChildrenOf } from "./dom.js";
import { messageList } from "./messages.js";
import { othersIn, state, titleOf } from "./state.js";

/** Draws a conversation; gives the function that brings its messages up to date. */
export function drawConversation(main) {
  const conversation = state.conversations.get(state.place.channel);
  const { list, draw } = messageList(`Messages de ${titleOf(conversation)}`, () => mainMessages(conversation.id), false);
  replaceChildrenOf(
    main,
    header(main, conversation),
    list,
    composerOf(conversation),
  );
  draw();
  list.scrollTop = list.scrollHeight;
  return draw;
}

function mainMessages(channel) {
  const known = state.messages.get(channel) ?? [];
  return known.filter((one) => !one.thread_ts || one.thread_ts === one.ts || one.subtype === "thread_broadcast");
}

function header(main, conversation) {
  const isChannel = conversation.kind === "public" || conversation.kind === "private";
  const about = isChannel ? conversation.topic : othersIn(conversation).map(({ title }) => title).join(", ");
  const count = conversation.members.length;
  return h(
    "header",
    { class: "place-header" },
    main.menuToggle,
    isChannel && icon(conversation.kind === "private" ? "lock" : "hash"),
    h("h1", {}, titleOf(conversation)),
    about && h("p", { class: "about" }, about),
    isChannel && h("span", { class: "member-count" }, icon("people"), String(count), h("span", { class: "sr" }, " membres")),
  );
}

function composerOf(conversation) {
  if (!conversation.members.includes(state.me)) {
    return h("p", { class: "composer-closed" }, "Vous n’êtes pas membre de ce canal : vous pouvez le lire, pas y écrire.");
  }
  const isChannel = conversation.kind === "public" || conversation.kind === "private";
  const name = isChannel ? `#${conversation.name}` : titleOf(conversation);
  return composer({ channel: conversation.id, label: `Écrire à ${name}`, id: "saisie" });
}
