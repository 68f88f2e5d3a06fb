// Messages: one of them, a list of them, kept up to date.

import { act } from "./api.js";
import { avatar } from "./avatar.js";
import { drawBlocks } from "./blocks.js";
import { h, icon, replaceElement } from "./dom.js";
import { REACTIONS } from "./emoji.js";
import { drawFile } from "./files.js";
import { menuButton } from "./menu.js";
import { emoji, mrkdwn, words } from "./mrkdwn.js";
import { changed, person, state } from "./state.js";
import { messageSurface } from "./surface.js";
import { attempt } from "./toasts.js";

const TIME = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long" });

/** A list of messages that follows `select()`; `inThread` leaves out links to threads. */
export function messageList(label, select, inThread) {
  const list = h("div", {
    class: "messages",
    role: "log",
    "aria-label": label,
    "aria-live": "polite",
    tabindex: "0",
  });
  const nothing = h("p", { class: "nothing" }, emptyText());
  list.append(nothing);
  const shown = new Map();

  const draw = () => {
    const nearEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 120;
    const wanted = select();
    removeOthers(shown, wanted);
    let before = nothing;
    let previous = null;
    for (const message of wanted) {
      const element = upToDate(shown, message, previous, inThread);
      const next = before.nextSibling;
      if (element !== next) list.insertBefore(element, next);
      before = element;
      previous = message;
    }
    nothing.hidden = wanted.length > 0;
    if (nearEnd) list.scrollTop = list.scrollHeight;
  };
  return { list, draw };
}

function emptyText() {
  const hint = `tapez « / » pour voir ce que ${state.app.name} sait faire.`;
  return `Rien n’a encore été dit ici. Écrivez un message, ou ${hint}`;
}

function removeOthers(shown, wanted) {
  const kept = new Set(wanted.map((message) => message.ts));
  for (const [ts, { element }] of shown) {
    if (!kept.has(ts)) {
      element.remove();
      shown.delete(ts);
    }
  }
}

function upToDate(shown, message, previous, inThread) {
  const version = JSON.stringify([message, inThread ? 0 : repliesTo(message).length, previous?.ts]);
  const known = shown.get(message.ts);
  if (known?.version === version) return known.element;
  const element = drawEntry(message, previous, inThread);
  if (known) replaceElement(known.element, element);
  shown.set(message.ts, { element, version });
  return element;
}

function drawEntry(message, previous, inThread) {
  const separator = !inThread && dayOf(message) !== (previous && dayOf(previous)) && daySeparator(message);
  const drawn = message.type === "notice" ? drawNotice(message) : drawMessage(message, previous, inThread);
  return h("div", { class: "entry" }, separator, drawn);
}

function daySeparator(message) {
  return h("div", { class: "day" }, h("span", {}, dayOf(message)));
}

function dayOf(message) {
  return DAY.format(momentOf(message));
}

function momentOf(message) {
  return new Date(Number(message.ts) * 1000);
}

function drawNotice(notice) {
  return h(
    "article",
    { class: "message notice" },
    icon("warning"),
    h("div", { class: "content" }, privateMark(), h("p", {}, notice.text)),
  );
}

function privateMark() {
  return h("span", { class: "private-mark" }, icon("eye"), "Visible par vous seul·e");
}

function drawMessage(message, previous, inThread) {
  const author = person(message.user);
  const time = TIME.format(momentOf(message));
  const follows = isFollowing(message, previous);
  const name = message.username ?? author.real_name;
  return h(
    "article",
    {
      class: `message${message.is_ephemeral ? " ephemeral" : ""}${follows ? " follows" : ""}`,
      "aria-label": `${name}, ${time}${message.is_ephemeral ? ", visible par vous seul·e" : ""}`,
      "data-ts": message.ts,
    },
    follows ? h("time", { class: "side-time" }, time) : avatar(author),
    h(
      "div",
      { class: "content" },
      message.is_ephemeral && privateMark(),
      !follows && h(
        "header",
        {},
        h("strong", {}, name),
        author.is_bot && h("span", { class: "badge" }, "Appli"),
        h("time", { datetime: momentOf(message).toISOString() }, time),
      ),
      body(message),
      message.attachments?.map(drawAttachment),
      message.files?.map(drawFile),
      reactions(message),
      !inThread && threadLink(message),
    ),
    !message.is_ephemeral && tools(message, inThread),
  );
}

function isFollowing(message, previous) {
  return (
    previous &&
    previous.type === "message" &&
    previous.user === message.user &&
    !message.is_ephemeral &&
    !previous.is_ephemeral &&
    Number(message.ts) - Number(previous.ts) < 300 &&
    dayOf(message) === dayOf(previous)
  );
}

function body(message) {
  const edited = message.edited && h("span", { class: "edited" }, "(modifié)");
  if (message.blocks) {
    return [drawBlocks(message.blocks, messageSurface(message)), edited];
  }
  return message.text ? h("div", { class: "text" }, mrkdwn(message.text), " ", edited) : null;
}

function drawAttachment({ title, text, fallback, color }) {
  const border = /^#[0-9a-f]{6}$/i.test(color) ? `border-color: ${color}` : null;
  const drawn = h(
    "div",
    { class: "attachment text" },
    title && h("strong", {}, title),
    h("div", {}, mrkdwn(text ?? fallback ?? "")),
  );
  drawn.style.cssText = border ?? "";
  return drawn;
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map(({ name, users, count }) =>
      h(
        "button",
        {
          type: "button",
          class: "reaction",
          "aria-pressed": String(users.includes(state.me)),
          "aria-label": `${name} : ${users.map((id) => person(id).real_name).join(", ")}`,
          "data-focus": `reaction-${message.ts}-${name}`,
          onclick: () => react(message, name),
        },
        emoji(name),
        String(count),
      ),
    ),
  );
}

function react(message, name) {
  return attempt(() => act("react", { channel: message.channel, ts: message.ts, name }));
}

/** Gives the replies to a message, as known here. */
export function repliesTo(message) {
  const known = state.messages.get(message.channel) ?? [];
  return known.filter((one) => one.thread_ts === message.ts && one.ts !== message.ts);
}

function threadLink(message) {
  const replies = repliesTo(message);
  if (!replies.length) return null;
  const faces = [...new Set(replies.map((one) => one.user))].slice(0, 4).map(person);
  const count = replies.length > 1 ? `${replies.length} réponses` : "1 réponse";
  return h(
    "button",
    {
      type: "button",
      class: "thread-link",
      "data-focus": `thread-${message.ts}`,
      onclick: () => openThread(message),
    },
    faces.map((face) => avatar(face, "tiny")),
    h("span", {}, count),
  );
}

function openThread(message) {
  state.thread = message.ts;
  changed("thread", { focus: true });
}

function tools(message, inThread) {
  const subject = words(message.text).slice(0, 40);
  return h(
    "div",
    { class: "tools" },
    menuButton(
      { class: "quiet", "aria-label": `Réagir à « ${subject} »`, title: "Réagir" },
      icon("smile"),
      () => REACTIONS.map((name) => ({ label: emoji(name), choose: () => react(message, name) })),
    ),
    !inThread && h(
      "button",
      {
        type: "button",
        class: "quiet",
        "aria-label": `Répondre en fil à « ${subject} »`,
        title: "Répondre dans un fil",
        onclick: () => openThread(message),
      },
      icon("reply"),
    ),
    messageShortcuts(message, subject),
  );
}

function messageShortcuts(message, subject) {
  const shortcuts = state.app.shortcuts.filter(({ kind }) => kind === "message");
  if (!shortcuts.length) return null;
  return menuButton(
    { class: "quiet", "aria-label": `Autres actions sur « ${subject} »`, title: "Autres actions" },
    icon("more"),
    () =>
      shortcuts.map(({ name, callback_id, description }) => ({
        label: name,
        note: description || state.app.name,
        choose: () =>
          attempt(() => act("shortcut", { callback_id, channel: message.channel, ts: message.ts })),
      })),
  );
}
