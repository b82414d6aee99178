// Times: relative to read, absolute on hover.

import { el } from "./dom.js";

const STEPS = [["d", 86400], ["h", 3600], ["m", 60]];

/** A span of seconds in its two largest units: `3 h 12 m`, `45 s`. */
export function span(seconds) {
  let left = Math.max(0, Math.round(seconds));
  const parts = [];
  for (const [unit, size] of STEPS) {
    if (left >= size) {
      parts.push(`${Math.floor(left / size)} ${unit}`);
      left %= size;
    } else if (parts.length) break;
    if (parts.length === 2) break;
  }
  if (parts.length === 0) return `${left} s`;
  return parts.join(" ");
}

/** The seconds of an ISO-8601 duration such as `PT1H2M3.5S`. */
export function seconds(iso) {
  const m = /^(-)?P(?:(\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?)?$/.exec(iso ?? "");
  if (!m) return NaN;
  const all = (+(m[2] ?? 0)) * 86400 + (+(m[3] ?? 0)) * 3600 + (+(m[4] ?? 0)) * 60 + (+(m[5] ?? 0));
  return m[1] ? -all : all;
}

/** A time element that keeps itself relative; see `refresh`. */
export function ago(iso, skewSeconds = 0) {
  const made = el("time", { datetime: iso, title: absolute(iso), "data-skew": skewSeconds });
  made.textContent = relative(iso, skewSeconds);
  return made;
}

/** Brings every relative time below `root` up to now. */
export function refresh(root = document) {
  for (const t of root.querySelectorAll("time[datetime]")) {
    const text = relative(t.getAttribute("datetime"), Number(t.dataset.skew ?? 0));
    if (t.textContent !== text) t.textContent = text;
  }
}

function relative(iso, skewSeconds) {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? "?" : `${span(Date.now() / 1000 + skewSeconds - at / 1000)} ago`;
}

function absolute(iso) {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? "not a time" : `${at.toISOString()} (${at.toLocaleString()} here)`;
}
