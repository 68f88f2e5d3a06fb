// Marks within a line: the first that is found is drawn, then what is before and after it.

/** Gives a function that draws a line by rules, each `{pattern, build(match)}`. */
export function inlineBy(rules, asText) {
  return function inline(text) {
    let first = null;
    for (const rule of rules) {
      const match = rule.pattern.exec(text);
      if (match && (!first || match.index < first.match.index)) first = { rule, match };
    }
    if (!first) return text ? [asText(text)] : [];
    const { rule, match } = first;
    return [
      ...inline(text.slice(0, match.index)),
      rule.build(match),
      ...inline(text.slice(match.index + match[0].length)),
    ];
  };
}
