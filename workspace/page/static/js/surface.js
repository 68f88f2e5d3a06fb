// Where elements live: a message or a view. It keeps what is being entered, and acts.

import { act } from "./api.js";
import { attempt } from "./toasts.js";

const drafts = new Map();

/** Gives the surface of a message. */
export function messageSurface(message) {
  const place = { channel: message.channel, ts: message.ts };
  return surface(`message-${message.channel}-${message.ts}`, "act-on-message", place, {});
}

/** Gives the surface of a modal or of the Home tab. */
export function viewSurface(view) {
  return surface(`view-${view.id}`, "act-in-view", { view: view.id }, view.state.values);
}

function surface(key, verb, place, values) {
  if (!drafts.has(key)) drafts.set(key, {});
  const entered = drafts.get(key);
  return {
    key,
    entered,

    /** Gives what an element holds: entered here, or known by the workspace, or at first. */
    valueOf(block, element, stateKey, initial) {
      const drafted = entered[block.block_id]?.[element.action_id];
      if (drafted !== undefined) return drafted;
      const known = values[block.block_id]?.[element.action_id];
      return known && stateKey in known ? known[stateKey] : element[initial];
    },

    /** Remembers what a person enters. */
    enter(block, element, value) {
      entered[block.block_id] ??= {};
      entered[block.block_id][element.action_id] = value;
    },

    /** Tells the app what a person did on an element. */
    act(block, element, value = null) {
      const { block_id } = block;
      const { action_id } = element;
      return attempt(() => act(verb, { ...place, block_id, action_id, value, entered }));
    },

    /** Asks the app for the options of an external menu. */
    async suggest(element, query) {
      const answer = await attempt(() =>
        act("suggest", { ...place, action_id: element.action_id, query }),
      );
      return answer ?? {};
    },
  };
}
