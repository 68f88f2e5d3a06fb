// Requests to the workspace, always as the person that this tab is.

import { state } from "./state.js";

async function readJson(response) {
  const answer = await response.json();
  if (!response.ok || answer.ok === false) throw new ActionError(answer.error ?? "http_error");
  return answer;
}

/** A refusal, with Slack's word for it. */
export class ActionError extends Error {}

/** Gives what the page needs to start. */
export async function fetchStart(as) {
  const response = await fetch(`/page/start?as=${encodeURIComponent(as ?? "")}`);
  return response.json();
}

/** Gives the messages of a conversation. */
export async function fetchMessages(channel) {
  const query = new URLSearchParams({ as: state.me, channel });
  return (await readJson(await fetch(`/page/messages?${query}`))).messages;
}

/** Does something as this tab's person; raises ActionError. */
export async function act(verb, details = {}) {
  const response = await fetch(`/page/act/${verb}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as: state.me, ...details }),
  });
  return readJson(response);
}

/** Sends a file's bytes; gives its id. */
export async function uploadFile(file) {
  const query = new URLSearchParams({ as: state.me, name: file.name });
  const response = await fetch(`/page/upload?${query}`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: file,
  });
  return (await readJson(response)).file;
}
