// File cards: preview of images, download.

import { h, icon } from "./dom.js";
import { state } from "./state.js";

/** Draws a file. */
export function drawFile(file) {
  const address = `/page/files/${file.id}?as=${state.me}`;
  const preview = file.mimetype.startsWith("image/") && file.mimetype !== "image/svg+xml";
  return h(
    "figure",
    { class: "file" },
    preview && h("img", { src: address, alt: file.alt_txt ?? `Aperçu de ${file.title}`, loading: "lazy" }),
    h(
      "figcaption",
      {},
      icon("file"),
      h("span", { class: "file-words" }, h("strong", {}, file.title), h("small", {}, sizeOf(file))),
      h(
        "a",
        { class: "button", href: `${address}&download=1`, download: file.name, "aria-label": `Télécharger ${file.name}` },
        icon("download"),
      ),
    ),
  );
}

function sizeOf({ size, name }) {
  const kind = name.includes(".") ? name.split(".").at(-1).toUpperCase() : "Fichier";
  const format = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });
  if (size < 1000) return `${kind} · ${size} octets`;
  if (size < 1_000_000) return `${kind} · ${format.format(size / 1000)} ko`;
  return `${kind} · ${format.format(size / 1_000_000)} Mo`;
}
