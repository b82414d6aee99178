// The filter box: words that must all occur, and `field:value` for one field.

/** Splits `alice host:web-1` into its demands. */
export function demands(text) {
  return text.trim().split(/\s+/).filter(Boolean).map((word) => {
    const colon = word.indexOf(":");
    return /^(host|user|rule|verdict|peer|terminal)$/.test(word.slice(0, colon))
      ? { field: word.slice(0, colon), value: word.slice(colon + 1).toLowerCase() }
      : { field: null, value: word.toLowerCase() };
  });
}

/** Whether a row, given as field → text, meets every demand. */
export function meets(fields, wanted) {
  return wanted.every(({ field, value }) => field
    ? String(fields[field] ?? "").toLowerCase().includes(value)
    : Object.values(fields).some((text) => String(text).toLowerCase().includes(value)));
}
