// Where the options of a menu come from: the element itself, the app, people or channels.

import { avatar } from "./avatar.js";
import { icon } from "./dom.js";
import { othersIn, person, state, titleOf } from "./state.js";

const KEYS = {
  static: ["selected_option", "initial_option"],
  external: ["selected_option", "initial_option"],
  users: ["selected_user", "initial_user"],
  channels: ["selected_channel", "initial_channel"],
  conversations: ["selected_conversation", "initial_conversation"],
};
const FEWEST_LETTERS = 3;

/**
 * Gives how a menu's options are found: `search(query)` promises groups `{label, options}`, and
 * `optionOf(value)` gives the option of a value. An option has `raw`, `label`, `note`, `before`.
 */
export function sourceOf(element, surface) {
  const [, several, kind] = /^(multi_)?(\w+)_select$/.exec(element.type);
  const [stateKey, initial] = KEYS[kind].map((key) => (several ? `${key}s` : key));
  return { stateKey, initial, ...SOURCES[kind](element, surface) };
}

const SOURCES = {
  static: (element) => {
    const groups = groupsOf(element);
    const all = groups.flatMap(({ options }) => options);
    return {
      search: async (query) => matching(groups, query),
      optionOf: (value) => all.find(({ raw }) => raw === (value.value ?? value)) ?? described(value),
    };
  },
  external: (element, surface) => ({
    search: async (query) => {
      if (query.length < (element.min_query_length ?? FEWEST_LETTERS)) return [];
      return groupsOf(await surface.suggest(element, query), (option) => option);
    },
    optionOf: (option) => described(option, option),
  }),
  users: () => ({
    search: async (query) => matching([{ options: [...state.people.keys()].map(personOption) }], query),
    optionOf: personOption,
  }),
  channels: () => ({
    search: async (query) => matching([{ options: conversations(["public"]) }], query),
    optionOf: conversationOption,
  }),
  conversations: (element) => ({
    search: async (query) => matching([{ options: conversations(element.filter?.include) }], query),
    optionOf: conversationOption,
  }),
};

function groupsOf({ options, option_groups }, raw = (option) => option.value) {
  const groups = option_groups ?? [{ options: options ?? [] }];
  return groups.map((group) => ({
    label: group.label?.text,
    options: group.options.map((option) => described(option, raw(option))),
  }));
}

function described(option, raw = option.value ?? option) {
  return { raw, label: option.text?.text ?? String(raw), note: option.description?.text };
}

function personOption(id) {
  const { real_name, title } = person(id);
  return { raw: id, label: real_name, note: title, before: avatar(person(id), "small") };
}

function conversations(kinds) {
  return [...state.conversations.values()]
    .filter(({ kind }) => !kinds || kinds.includes(kind))
    .map(({ id }) => conversationOption(id));
}

function conversationOption(id) {
  const conversation = state.conversations.get(id);
  if (!conversation) return { raw: id, label: "Conversation" };
  const isChannel = conversation.kind === "public" || conversation.kind === "private";
  const before = isChannel
    ? icon(conversation.kind === "private" ? "lock" : "hash")
    : avatar(othersIn(conversation)[0], "small");
  return { raw: id, label: titleOf(conversation), before };
}

function matching(groups, query) {
  const wanted = folded(query);
  return groups
    .map(({ label, options }) => ({
      label,
      options: options.filter((option) => folded(option.label).includes(wanted)),
    }))
    .filter(({ options }) => options.length);
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
