// Text that an agent supplied may hold anything. Controls (C0, C1), formats (bidi overrides, zero width, tags), line
// separators and lone surrogates are written out, so that nothing is hidden, reordered or taken for something else.

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The text with every character that can't be seen written as `\u{202e}`. */
export function visible(text) {
  return String(text ?? "").replace(UNSEEN, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);
}

/** At most `most` characters of it, with an ellipsis where something is left out. */
export function brief(text, most = 160) {
  const shown = [...visible(text)];
  return shown.length <= most ? shown.join("") : shown.slice(0, most - 1).join("") + "…";
}
