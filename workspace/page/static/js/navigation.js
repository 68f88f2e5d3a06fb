// Going from one place to another.

import { act, fetchMessages, fetchStart } from "./api.js";
import { changed, state, takeInConversations } from "./state.js";

/** Shows a conversation. */
export async function goTo(channel) {
  if (!state.conversations.has(channel)) {
    takeInConversations(await fetchStart(state.me));
  }
  if (!state.messages.has(channel)) state.messages.set(channel, await fetchMessages(channel));
  state.place = { kind: "conversation", channel };
  state.thread = null;
  history.replaceState(null, "", `?as=${state.me}&canal=${channel}`);
  changed("place");
  await markRead(channel);
}

/** Shows the app's Home tab, which the app hears of. */
export async function goHome() {
  state.place = { kind: "home", channel: null };
  state.thread = null;
  history.replaceState(null, "", `?as=${state.me}&accueil=1`);
  changed("place");
  await act("open-home");
}

/** Remembers that everything in a conversation has been read. */
export async function markRead(channel) {
  const conversation = state.conversations.get(channel);
  const last = state.messages.get(channel)?.filter((one) => one.type === "message").at(-1);
  if (!conversation || !last || document.hidden) return;
  conversation.unread = 0;
  changed("conversations");
  await act("mark-read", { channel, ts: last.ts });
}
