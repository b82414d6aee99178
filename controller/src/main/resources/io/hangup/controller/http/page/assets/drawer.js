// The drawer: why a row is what it is, what was done, and the command that does the same.

import { badge, byId, el } from "./dom.js";
import { ago, span, seconds } from "./time.js";
import { endpoint, idle, outcome, process, progress, shell, terminal } from "./words.js";

const root = byId("drawer");

const facts = (rows) => el("dl", { class: "facts" }, rows.filter(([, v]) => v !== "" && v !== null && v !== undefined)
  .map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));

const part = (title, ...children) => el("section", {}, el("h3", {}, title), ...children);

/** Class, mark and word of a clause: one that did not hold because nobody could see is not known to be false. */
function stand(c) {
  if (c.held) return ["held", "✓", " held"];
  return c.seen.some((s) => s.value === "unknown") ? ["not-known", "?", " is not known"] : ["not-held", "✗", " did not hold"];
}

function clause(c) {
  const [kind, mark, word] = stand(c);
  return el("li", { class: kind },
    el("p", { class: "expected" },
      el("span", { class: "mark", "aria-hidden": "true" }, mark),
      el("code", {}, c.text),
      el("span", { class: "hidden" }, word)),
    c.seen.length === 0 ? null : el("table", { class: "seen" },
      el("caption", { class: "hidden" }, "Seen"),
      el("tbody", {}, c.seen.map((s) => el("tr", {},
        el("th", { scope: "row" }, s.fact),
        el("td", { class: s.value === "unknown" ? "unseen" : "" }, s.value))))));
}

function step(what, at, kind = "") {
  return el("li", { class: kind }, el("span", {}, what), at ? ago(at) : null);
}

function story(f) {
  const p = f.progress;
  const steps = [step("The condition began to hold", f.since)];
  if (p.kind === "answered") {
    const r = p.receipt;
    steps.push(...r.steps.map((s) => step(s.what, s.at)));
    steps.push(step(`Receipt: ${outcome(r.outcome)}, after ${span(seconds(r.took))}`, r.at, "last"));
  } else if (p.kind === "commanded") {
    steps.push(step(`Asked the host to ${p.action}`, p.at), step("Answer due", p.answerBy, "due"));
  } else if (p.kind === "unanswered") {
    steps.push(step(`The host never answered to ${p.action}: nobody knows whether it was done`, p.since, "last"));
  } else {
    steps.push(step(progress(p), f.at, "last"));
  }
  return el("ol", { class: "story" }, steps);
}

function leftBehind(p) {
  if (p.kind !== "answered" || p.receipt.leftBehind.length === 0) return null;
  return part("Left behind", el("ul", {}, p.receipt.leftBehind.map((left) => el("li", {}, process(left)))));
}

function command(text) {
  const copy = el("button", { type: "button", click: async () => {
    await navigator.clipboard?.writeText(text);
    copy.textContent = "copied";
    setTimeout(() => { copy.textContent = "copy"; }, 1_500);
  } }, "copy");
  return el("p", { class: "command" }, el("code", {}, text), copy);
}

/** A command that acts wants a reason; whoever pastes it writes his own. */
const act = (verb, id) => command(`hangup ${verb} ${shell(id)} --reason "why"`);

/** What ends the target. A host has nothing to be ended: its rule's page says what helps. */
function ending(f) {
  switch (f.target.kind) {
    case "one-connection": case "one-session": return f.verdict === "stuck" ? act("kill", f.id) : null;
    case "one-orphan": return f.verdict === "stuck" ? act("reap", f.id) : null;
    default: return el("p", { class: "quiet" },
      `A host as a whole is not ended. What helps is said in docs/rules/${f.rule}.md, where the rule is a shipped one.`);
  }
}

function finding(f) {
  return [
    el("p", { class: "lead" }, f.summary),
    facts([
      ["Rule", f.rule], ["Mode", f.mode], ["User", f.subject.user], ["Terminal", f.subject.terminal],
      ["Peer", f.subject.peer], ["Running", f.subject.command], ["Target", f.id.slice(f.id.indexOf("@") + 1)], ["Changed", ago(f.at)],
    ]),
    part("Why", f.evidence.length === 0
      ? el("p", { class: "quiet" }, "No evidence came with this finding.")
      : el("ol", { class: "clauses" }, f.evidence.map(clause))),
    part("What was done", story(f)),
    leftBehind(f.progress),
    part("The same in a terminal", command(`hangup explain ${shell(f.id)}`), ending(f)),
  ];
}

function carried(f) {
  if (f.kind === "waiting") return `waits on ${endpoint(f.address)}`;
  return f.kind === "tcp" ? `${endpoint(f.local)} to ${endpoint(f.peer)}` : `${f.purpose} socket`;
}

function session(s) {
  const t = s.tcp;
  return [
    s.why ? el("p", { class: "lead" }, s.why) : null,
    facts([
      ["User", s.user ? `${s.user.name} (${s.user.uid})` : ""], ["Phase", s.phase], ["Terminal", terminal(s.terminal)],
      ["Leader", process(s.leader)], ["In front", process(s.foreground)], ["Served by", process(s.server)],
      ["Peer", endpoint(s.peer)], ["Local", endpoint(s.local)], ["Since", ago(s.since)], ["Idle", idle(s)],
    ]),
    part("TCP", facts([
      ["State", t.state], ["Timer", t.timer], ["Retransmits", t.retransmits], ["Probes unanswered", t.probes],
      ["In flight", `${t.unacked} segments`], ["Queues", `${t.receiveQueue} B in, ${t.sendQueue} B out`],
      ["Peer heard", ago(t.lastHeard)],
    ])),
    part("Known beside", facts([
      ["Payload moved", s.lastPayload ? ago(s.lastPayload) : ""],
      ["Peer asked", s.probe ? `${s.probe.answer}, ${s.probe.count} in a row` : ""],
      ["Last asked", s.probe ? ago(s.probe.asked) : ""],
      ["Waits to write", s.blocked ? `${process(s.blocked.process)} into its ${s.blocked.on}` : ""],
      ["Waits since", s.blocked ? ago(s.blocked.since) : ""],
      ["Carries", (s.forwards ?? []).map(carried).join(", ")],
    ])),
    s.findings.length === 0 ? null : part("Findings", el("ul", {}, s.findings.map((id) =>
      el("li", {}, el("a", { href: `?id=${encodeURIComponent(id)}`, "data-id": id }, id))))),
    part("The same in a terminal", act("kill", s.connection),
      s.id === s.connection ? null : act("close", s.id)),
  ];
}

function host(h) {
  return [
    facts([
      ["System", h.facts.operatingSystem], ["Kernel", h.facts.kernel], ["Booted", ago(h.facts.bootedAt)],
      ["Agent", h.facts.agentVersion], ["Heard", ago(h.lastHeard)], ["Clock", `${seconds(h.clockSkew).toFixed(1)} s off`],
      ["Labels", Object.entries(h.labels).map(([k, v]) => `${k}=${v}`).join(", ")],
      ["Listens on", h.listeners.map((l) => endpoint(l.address)).join(", ")],
    ]),
    part("Cannot see or do", h.blindspots.length === 0 ? el("p", { class: "quiet" }, "Sees everything it needs.")
      : el("ul", {}, h.blindspots.map((b) => el("li", {}, el("b", {}, b.sense), ": ", b.why)))),
    part("The same in a terminal", command(`hangup sessions --host ${shell(h.host)}`)),
  ];
}

const KINDS = { stuck: finding, sessions: session, hosts: host };
let print = "";

/** Shows a row; a row that has gone keeps its last state and says so. */
export function show(tab, row, key, close) {
  const now = JSON.stringify([tab, key, row]);
  if (print === now && !root.hidden) return;
  print = now;
  const scroll = root.dataset.key === key ? root.scrollTop : 0;
  const closer = el("button", { type: "button", class: "plain", "aria-label": "Close", click: close }, "✕");
  const head = el("header", {}, el("div", {},
    row ? badge(row.verdict ?? row.status) : null, el("h2", { id: "drawer-title" }, key)), closer);
  root.replaceChildren(head, ...(row ? KINDS[tab](row).filter(Boolean)
    : [el("p", { class: "lead" }, "This row is no longer there: it ended, or was forgotten after a day.")]));
  root.dataset.key = key;
  root.hidden = false;
  root.scrollTop = scroll;
}

export function hide() {
  root.hidden = true;
  root.dataset.key = "";
  print = "";
  root.replaceChildren();
}

export const focus = () => root.focus({ preventScroll: true });
