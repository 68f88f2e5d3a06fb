// A field for files, in modals.

import { uploadFile } from "./api.js";
import { h } from "./dom.js";
import { attempt } from "./toasts.js";

/** Draws a field for files: each is sent as soon as it is chosen. */
export function drawFileInput({ element, naming, valueOf, change }) {
  let files = [...(valueOf("files", "initial_files") ?? [])];
  const names = h("ul", { class: "chosen-files" });
  const show = () => names.replaceChildren(...files.map(({ title }) => h("li", {}, title)));
  const input = h("input", {
    ...naming,
    type: "file",
    multiple: (element.max_files ?? 10) > 1,
    accept: element.filetypes?.map((type) => `.${type}`).join(","),
  });
  input.addEventListener("change", async () => {
    const sent = await attempt(() => Promise.all([...input.files].map(uploadFile)));
    files = sent ?? files;
    show();
    change(files);
  });
  show();
  return h("div", { class: "file-field" }, input, names);
}
