// The app's Home tab.

import { avatar } from "./avatar.js";
import { drawBlocks } from "./blocks.js";
import { h, replaceChildrenOf } from "./dom.js";
import { person, state } from "./state.js";
import { viewSurface } from "./surface.js";

/** Draws the Home tab again. */
export function drawHome(main) {
  const bot = person(state.app.bot);
  const blocks = state.home?.blocks ?? [];
  replaceChildrenOf(
    main,
    h(
      "header",
      { class: "place-header" },
      main.menuToggle,
      avatar(bot, "small"),
      h("h1", {}, `Accueil de ${state.app.name}`),
    ),
    h(
      "div",
      { class: "home", tabindex: "0", role: "region", "aria-label": "Accueil" },
      blocks.length
        ? drawBlocks(blocks, viewSurface(state.home))
        : h("p", { class: "empty" }, "L’application n’a encore rien publié ici."),
    ),
  );
}
