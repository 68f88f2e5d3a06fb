// Text objects and the addresses of images.

import { h } from "./dom.js";
import { mrkdwn, plain } from "./mrkdwn.js";
import { state } from "./state.js";

/** Draws a text object. */
export function drawText(text) {
  return text.type === "mrkdwn" ? mrkdwn(text.text, text.verbatim) : lineByLine(text.text);
}

function lineByLine(text) {
  return text.split("\n").flatMap((line, index) => [...(index ? [h("br")] : []), ...plain(line)]);
}

/** Gives the address of an image block or element. */
export function imageAddress({ image_url, slack_file }) {
  if (image_url) return image_url;
  const id = slack_file.id ?? new URL(slack_file.url, location.href).pathname.split("/")[2];
  return `/page/files/${id}?as=${state.me}`;
}
