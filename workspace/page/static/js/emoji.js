// The emoji that a working conversation uses, by Slack's names.

export const EMOJI = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", eyes: "👀", tada: "🎉",
  heart: "❤️", smile: "😄", slightly_smiling_face: "🙂", wave: "👋", pray: "🙏", clap: "👏",
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌",
  warning: "⚠️", no_entry: "⛔", question: "❓", exclamation: "❗", information_source: "ℹ️",
  bulb: "💡", rocket: "🚀", fire: "🔥", hourglass: "⌛", hourglass_flowing_sand: "⏳",
  alarm_clock: "⏰", bell: "🔔", calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️",
  memo: "📝", pencil: "📝", pencil2: "✏️", clipboard: "📋", page_facing_up: "📄",
  paperclip: "📎", open_file_folder: "📂", file_folder: "📁", mag: "🔍", lock: "🔒",
  chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", bar_chart: "📊",
  dart: "🎯", scales: "⚖️", seedling: "🌱", deciduous_tree: "🌳", earth_africa: "🌍",
  handshake: "🤝", busts_in_silhouette: "👥", bust_in_silhouette: "👤", construction: "🚧",
  euro: "💶", moneybag: "💰", speech_balloon: "💬", inbox_tray: "📥", outbox_tray: "📤",
  arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️", repeat: "🔁",
  large_green_circle: "🟢", large_yellow_circle: "🟡", large_orange_circle: "🟠",
  red_circle: "🔴", large_blue_circle: "🔵", white_circle: "⚪", star: "⭐", sparkles: "✨",
  wastebasket: "🗑️", link: "🔗", pushpin: "📌", round_pushpin: "📍", robot_face: "🤖",
  classical_building: "🏛️", office: "🏢", school: "🏫", hammer_and_wrench: "🛠️",
  one: "1️⃣", two: "2️⃣", three: "3️⃣", four: "4️⃣", five: "5️⃣",
};

/** Those that the reactions menu offers. */
export const REACTIONS = ["+1", "white_check_mark", "eyes", "tada", "heart", "pray", "question"];
