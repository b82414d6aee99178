// The three tables: their columns, and what of a row the filter looks at.

import { badge, el } from "./dom.js";
import { ago, seconds, span } from "./time.js";
import { brief } from "./visible.js";
import { endpoint, idle, process, progress, terminal } from "./words.js";

const text = (value, kind = "") => el("span", { class: `text ${kind}`, title: brief(value, 2_000) }, brief(value));

const stuck = {
  name: "Findings",
  empty: "Nothing is stuck. Sessions that a rule finds stuck appear here by themselves.",
  columns: [
    ["State", "state", (f) => badge(f.verdict)],
    ["Host", "host", (f) => text(f.target.host, "mono")],
    ["User", "user", (f) => text(f.subject.user || "–")],
    ["Why", "why", (f) => [text(f.rule, "strong"), " ", text(f.summary, "quiet")]],
    ["Terminal", "wide", (f) => text(f.subject.terminal || "–", "mono")],
    ["Peer", "wide", (f) => text(f.subject.peer || "–", "mono")],
    ["Since", "since", (f) => ago(f.since)],
    ["Done", "done", (f) => text(progress(f.progress))],
  ],
  key: (f) => f.id,
  print: (f) => JSON.stringify([f.at, f.verdict, f.progress, f.summary]),
  fields: (f) => ({
    host: f.target.host, user: f.subject.user, rule: f.rule, verdict: f.verdict, peer: f.subject.peer,
    terminal: f.subject.terminal, summary: f.summary, command: f.subject.command, id: f.id,
  }),
};

const sessions = {
  name: "Sessions",
  empty: "No session is open on any host that is heard.",
  columns: [
    ["State", "state", (s) => badge(s.verdict)],
    ["Host", "host", (s) => text(s.host, "mono")],
    ["User", "user", (s) => text(s.user?.name ?? "–")],
    ["Runs", "why", (s) => text(process(s.foreground ?? s.leader) || (s.phase === "pre-auth" ? "not logged in yet" : "–"), "mono")],
    ["Terminal", "wide", (s) => text(terminal(s.terminal) || "–", "mono")],
    ["Peer", "wide", (s) => text(endpoint(s.peer), "mono")],
    ["Since", "since", (s) => ago(s.since)],
    ["Idle", "done", (s) => text(idle(s) || "–")],
  ],
  key: (s) => s.id,
  print: (s) => JSON.stringify([s.verdict, s.why, s.user, s.foreground, s.idle, s.leader]),
  fields: (s) => ({
    host: s.host, user: s.user?.name, verdict: s.verdict, peer: endpoint(s.peer), terminal: terminal(s.terminal),
    runs: process(s.foreground ?? s.leader), id: s.id, rule: s.findings.join(" "),
  }),
};

const hosts = {
  name: "Hosts",
  empty: "No host has been heard. Start an agent: hangup up, or install it on a host.",
  columns: [
    ["State", "state", (h) => badge(h.status)],
    ["Host", "host", (h) => text(h.host, "mono")],
    ["Heard", "user", (h) => ago(h.lastHeard)],
    ["System", "why", (h) => text(h.facts.operatingSystem)],
    ["Connections", "wide number", (h) => text(h.connections)],
    ["Sessions", "wide number", (h) => text(h.sessions)],
    ["Stuck", "since number", (h) => text(h.stuck)],
    ["Cannot see", "done", (h) => text(h.blindspots.map((b) => b.sense).join(", ") || "–")],
  ],
  key: (h) => h.host,
  print: (h) => JSON.stringify([h.status, h.lastHeard, h.connections, h.sessions, h.stuck, h.blindspots]),
  fields: (h) => ({
    host: h.host, verdict: h.status, system: h.facts.operatingSystem,
    labels: Object.entries(h.labels).map(([k, v]) => `${k}=${v}`).join(" "),
    blind: h.blindspots.map((b) => b.sense).join(" "), skew: span(Math.abs(seconds(h.clockSkew))),
  }),
};

export const TABLES = { stuck, sessions, hosts };
