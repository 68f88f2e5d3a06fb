// Live updates: what this person sees, as it happens.

import { fetchStart } from "./api.js";
import { changed, state, takeInConversations } from "./state.js";

const APPLY = {
  message: applyMessage,
  ephemeral: applyMessage,
  update: applyUpdate,
  delete: applyDelete,
  reaction: applyReaction,
  channel: applyChannel,
  view: applyView,
  home: applyHome,
  notice: applyNotice,
};

let source = null;

/** Follows what happens, from the last entry known. */
export function follow() {
  source?.close();
  const query = new URLSearchParams({ as: state.me, after: state.lastEntry });
  source = new EventSource(`/page/live?${query}`);
  source.addEventListener("message", (event) => {
    const entry = JSON.parse(event.data);
    state.lastEntry = Number(event.lastEventId);
    APPLY[entry.kind](entry.body, state.lastEntry);
  });
  let isLost = false;
  source.addEventListener("open", () => {
    changed("connection", { isOpen: true, isBack: isLost });
    isLost = false;
  });
  source.addEventListener("error", () => {
    isLost = true;
    changed("connection", { isOpen: false, isBack: false });
  });
}

async function applyMessage(message, number) {
  if (!state.conversations.has(message.channel)) await applyChannel();
  const known = state.messages.get(message.channel);
  if (known && !known.some((one) => one.ts === message.ts)) known.push(message);
  const isShown = state.place.channel === message.channel && !document.hidden;
  const conversation = state.conversations.get(message.channel);
  const isNews = number > state.countedTo && message.user !== state.me && !message.thread_ts;
  if (conversation && !isShown && isNews) {
    conversation.unread += 1;
    changed("conversations");
  }
  changed("message", message);
}

function applyUpdate(message) {
  const known = state.messages.get(message.channel) ?? [];
  const index = known.findIndex((one) => one.ts === message.ts);
  if (index >= 0) known[index] = message;
  changed("message", message);
}

function applyDelete({ channel, ts }) {
  const known = state.messages.get(channel) ?? [];
  state.messages.set(channel, known.filter((one) => one.ts !== ts));
  changed("gone", { channel, ts });
}

function applyReaction({ channel, ts, reactions }) {
  const message = state.messages.get(channel)?.find((one) => one.ts === ts);
  if (!message) return;
  message.reactions = reactions;
  changed("message", message);
}

async function applyChannel() {
  takeInConversations(await fetchStart(state.me));
  changed("conversations");
}

function applyView({ stack }) {
  state.modals = stack;
  changed("modals");
}

function applyHome({ view }) {
  state.home = view;
  changed("home");
}

function applyNotice(notice) {
  if (!notice.channel) {
    changed("notice", notice);
    return;
  }
  const ts = (Date.now() / 1000).toFixed(6);
  const message = { type: "notice", ts, text: notice.text, channel: notice.channel };
  state.messages.get(notice.channel)?.push(message);
  changed("message", message);
}
