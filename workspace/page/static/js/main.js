// The page: puts its parts together and keeps them up to date.

import { fetchStart } from "./api.js";
import { drawConversation } from "./conversation.js";
import { h, icon } from "./dom.js";
import { drawHome } from "./home.js";
import { follow } from "./live.js";
import { drawModals, showTrouble } from "./modals.js";
import { goHome, goTo, markRead } from "./navigation.js";
import { drawSidebar } from "./sidebar.js";
import { state, takeIn, titleOf, watch } from "./state.js";
import { drawThread } from "./thread.js";
import { toast } from "./toasts.js";

const side = h("nav", { class: "side", id: "side", "aria-label": "Conversations" });
const main = h("main", { id: "lieu", tabindex: "-1" });
const aside = h("aside", { "aria-label": "Fil de discussion", hidden: true });
const offline = h("div", { class: "offline", role: "status" });

let drawMessages = () => {};
let drawReplies = () => {};

function toggleSide(isOpen) {
  document.body.classList.toggle("side-open", isOpen);
  main.menuToggle.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) side.querySelector("button, a")?.focus();
}

main.menuToggle = h(
  "button",
  {
    type: "button",
    class: "quiet menu-toggle",
    "aria-label": "Conversations",
    "aria-controls": "side",
    "aria-expanded": "false",
    onclick: () => toggleSide(!document.body.classList.contains("side-open")),
  },
  icon("menu"),
);

function drawPlace() {
  drawSidebar(side);
  toggleSide(false);
  if (state.place.kind === "home") {
    drawHome(main);
    drawMessages = () => {};
  } else {
    drawMessages = drawConversation(main);
  }
  drawReplies = drawThread(aside);
  drawTitle();
}

function drawTitle() {
  const conversation = state.conversations.get(state.place.channel);
  const unread = [...state.conversations.values()].reduce((sum, one) => sum + one.unread, 0);
  const place = conversation ? titleOf(conversation) : "Accueil";
  document.title = `${unread ? `(${unread}) ` : ""}${place} · ${state.team}`;
}

function drawNews({ channel }) {
  if (channel !== state.place.channel) return;
  drawMessages();
  drawReplies();
  markRead(channel);
}

watch("place", drawPlace);
watch("message", drawNews);
watch("gone", drawNews);
watch("modals", drawModals);
watch("conversations", () => {
  drawSidebar(side);
  drawTitle();
});
watch("home", () => state.place.kind === "home" && drawHome(main));
watch("thread", ({ focus }) => {
  drawReplies = drawThread(aside);
  const field = focus ? "reponse" : "saisie";
  document.getElementById(field)?.focus();
});
watch("notice", (notice) => (notice.view ? showTrouble(notice) : toast(notice.text)));
watch("connection", ({ isOpen, isBack }) => {
  offline.textContent = isOpen ? "" : "Connexion perdue, nouvelle tentative…";
  if (isBack) resume();
});

document.addEventListener("visibilitychange", () => markRead(state.place.channel));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") toggleSide(false);
});
main.addEventListener("pointerdown", () => toggleSide(false));

async function begin() {
  const asked = new URLSearchParams(location.search);
  takeIn(await fetchStart(asked.get("as") ?? localStorage.getItem("as")));
  localStorage.setItem("as", state.me);
  document.getElementById("app").append(side, main, aside, offline);
  follow();
  if (asked.has("accueil")) await goHome();
  else await goTo(firstPlace(asked.get("canal")));
  drawModals();
}

/** Catches up with what happened while the connection was lost. */
async function resume() {
  const { kind, channel } = state.place;
  takeIn(await fetchStart(state.me));
  if (kind === "home") drawPlace();
  else await goTo(firstPlace(channel));
  drawModals();
}

function firstPlace(asked) {
  return state.conversations.has(asked) ? asked : [...state.conversations.keys()][0];
}

begin();
