// Records as words for people.

import { seconds, span } from "./time.js";

/** Where a row belongs in the table: newest first, the same always. */
export const newestFirst = (a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? -1 : 1);

export function progress(p) {
  switch (p.kind) {
    case "reported": return "reported";
    case "shadowed": return `would ${p.action} (shadow)`;
    case "held-back": return `held back: ${p.because}`;
    case "commanded": return `${p.action} sent`;
    case "answered": return outcome(p.receipt.outcome);
    case "unanswered": return `${p.action}: no answer`;
    default: return p.kind;
  }
}

export function outcome(o) {
  switch (o.kind) {
    case "gone": return "gone";
    case "channel-closed": return `channel closed; the connection stays, with ${o.others} session${o.others === 1 ? "" : "s"}`;
    case "reaped": return `reaped: ${o.ended} process${o.ended === 1 ? "" : "es"} ended`;
    case "warned": return `warned on ${o.terminals} terminal${o.terminals === 1 ? "" : "s"}`;
    case "kept": return `kept until ${o.until}`;
    case "still-there": return `still there: ${o.why}`;
    case "refused": return `refused: ${o.because}`;
    case "expired": return "expired, nothing was done";
    case "restarted": return `sshd restarted; sessions before ${o.before}, of them after ${o.after}`;
    case "not-restarted": return o.listening ? `sshd not restarted as it should be, but somebody listens: ${o.why}`
      : `NOBODY LISTENS NOW, new logins are not possible: ${o.why}`;
    case "unknown": return `unknown: ${o.why}`;
    default: return o.kind;
  }
}

export function terminal(t) {
  switch (t?.kind) {
    case "pty": return t.device;
    case "no-pty": return "none";
    case "unseen": return `${t.device} (unseen)`;
    default: return "";
  }
}

export const endpoint = (e) => (e.address.includes(":") ? `[${e.address}]:${e.port}` : `${e.address}:${e.port}`);

export const process = (p) => (p ? `${p.command} (${p.stamp.pid})` : "");

export const idle = (row) => (row.idle ? span(seconds(row.idle)) : "");

/** A word safe in a POSIX shell, quoted only where it must be. */
export const shell = (word) => (/^[\w@%+=:,./#-]+$/.test(word) && !word.startsWith("#")
  ? word : `'${word.replaceAll("'", "'\\''")}'`);
