// The side: who I am, channels, direct messages, the app.

import { act } from "./api.js";
import { avatar } from "./avatar.js";
import { h, icon, replaceChildrenOf } from "./dom.js";
import { menuButton } from "./menu.js";
import { goTo, goHome } from "./navigation.js";
import { othersIn, person, state, titleOf } from "./state.js";

/** Draws the side again. */
export function drawSidebar(side) {
  replaceChildrenOf(
    side,
    h("div", { class: "team" }, h("img", { src: "/static/icon.svg", alt: "" }), state.team),
    whoAmI(),
    section("Canaux", channels()),
    section("Messages directs", directMessages(), newMessageButton()),
    state.app.home_tab && section("Applications", [homeLink()]),
  );
}

function whoAmI() {
  const me = person(state.me);
  const content = [
    avatar(me, "large"),
    h("span", { class: "me-words" }, h("small", {}, "Vous êtes "), h("strong", {}, me.real_name), h("span", {}, ` ${me.title}`)),
    icon("down"),
  ];
  return menuButton({ class: "me", title: "Changer de personne", "data-focus": "me" }, content, () =>
    people().map((one) => ({
      label: one.real_name,
      note: one.title,
      before: avatar(one),
      checked: one.id === state.me,
      href: `?as=${one.id}`,
    })),
  );
}

function people() {
  return [...state.people.values()].filter((one) => !one.is_bot);
}

function section(title, items, button) {
  const id = `section-${title.replaceAll(" ", "-")}`;
  return h(
    "section",
    { "aria-labelledby": id },
    h("div", { class: "section-title" }, h("h2", { id }, title), button),
    h("ul", {}, items.map((item) => h("li", {}, item))),
  );
}

function channels() {
  return [...state.conversations.values()]
    .filter(({ kind }) => kind === "public" || kind === "private")
    .map((channel) =>
      conversationLink(channel, icon(channel.kind === "private" ? "lock" : "hash")),
    );
}

function directMessages() {
  const opened = [...state.conversations.values()].filter(
    ({ kind }) => kind === "im" || kind === "mpim",
  );
  const withApp = opened.find(
    ({ kind, members }) => kind === "im" && members.includes(state.app.bot),
  );
  const others = opened.filter((one) => one !== withApp);
  return [
    withApp ? directLink(withApp) : firstContactLink(),
    ...others.map((conversation) => directLink(conversation)),
  ];
}

function directLink(conversation) {
  return conversationLink(conversation, avatar(othersIn(conversation)[0], "small"));
}

function firstContactLink() {
  const bot = person(state.app.bot);
  return h(
    "button",
    { type: "button", class: "place", onclick: () => openDirectMessage([bot.id]) },
    avatar(bot, "small"),
    h("span", { class: "place-name" }, bot.real_name),
  );
}

function conversationLink(conversation, before) {
  const isHere = state.place.kind === "conversation" && state.place.channel === conversation.id;
  const unread = isHere ? 0 : conversation.unread;
  const count = unread > 0 && h(
    "span",
    { class: "unread" },
    String(unread),
    h("span", { class: "sr" }, unread > 1 ? " messages non lus" : " message non lu"),
  );
  return h(
    "a",
    {
      class: unread ? "place has-unread" : "place",
      href: `?as=${state.me}&canal=${conversation.id}`,
      "aria-current": isHere ? "page" : null,
      "data-focus": `place-${conversation.id}`,
      onclick: (event) => followHere(event, () => goTo(conversation.id)),
    },
    before,
    h("span", { class: "place-name" }, titleOf(conversation)),
    count,
  );
}

function homeLink() {
  return h(
    "a",
    {
      class: "place",
      href: `?as=${state.me}&accueil=1`,
      "aria-current": state.place.kind === "home" ? "page" : null,
      "data-focus": "place-home",
      onclick: (event) => followHere(event, goHome),
    },
    icon("home"),
    h("span", { class: "place-name" }, `Accueil de ${state.app.name}`),
  );
}

function followHere(event, go) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go();
}

function newMessageButton() {
  const label = "Écrire à quelqu’un";
  return menuButton({ class: "quiet", "aria-label": label, title: label }, icon("plus"), () =>
    [...state.people.values()]
      .filter((one) => one.id !== state.me)
      .map((one) => ({
        label: one.real_name,
        note: one.title,
        before: avatar(one),
        choose: () => openDirectMessage([one.id]),
      })),
  );
}

async function openDirectMessage(users) {
  const { channel } = await act("open-direct-message", { users });
  await goTo(channel);
}
