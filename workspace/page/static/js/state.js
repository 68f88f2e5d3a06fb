// What this tab knows of the workspace, and who is told when it changes.

export const state = {
  me: null,
  team: "",
  people: new Map(),
  app: null,
  conversations: new Map(),
  messages: new Map(),
  modals: [],
  home: null,
  lastEntry: 0,
  countedTo: 0,
  place: { kind: "conversation", channel: null },
  thread: null,
};

const watchers = new Map();

/** Calls `watcher(detail)` whenever `topic` changes. */
export function watch(topic, watcher) {
  watchers.set(topic, [...(watchers.get(topic) ?? []), watcher]);
}

/** Tells those who watch `topic`. */
export function changed(topic, detail) {
  for (const watcher of watchers.get(topic) ?? []) watcher(detail);
}

/** Takes in what the workspace gives at start. */
export function takeIn(start) {
  state.me = start.me;
  state.team = start.team;
  state.app = start.app;
  state.people = new Map(start.people.map((person) => [person.id, person]));
  state.modals = start.modals;
  state.home = start.home;
  state.lastEntry = start.last_entry;
  state.messages = new Map();
  takeInConversations(start);
}

/** Takes in the conversations alone; what they count as unread goes up to the last entry. */
export function takeInConversations({ conversations, last_entry }) {
  state.countedTo = last_entry;
  state.conversations = new Map(conversations.map((one) => [one.id, one]));
}

/** Gives a person, even one who has gone. */
export function person(id) {
  return state.people.get(id) ?? { id, name: id, real_name: id, title: "" };
}

/** Gives the title of a conversation, as this person sees it. */
export function titleOf(conversation) {
  if (conversation.kind === "public" || conversation.kind === "private") return conversation.name;
  return othersIn(conversation).map((other) => other.real_name).join(", ");
}

/** Gives who else is in a conversation. */
export function othersIn(conversation) {
  const others = conversation.members.filter((id) => id !== state.me);
  return (others.length ? others : [state.me]).map(person);
}
