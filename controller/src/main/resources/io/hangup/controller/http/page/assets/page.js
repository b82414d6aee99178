// Joins the parts: what the URL names, what the controller says, what is drawn.

import * as address from "./address.js";
import { TABLES } from "./columns.js";
import { badge, byId, el, say } from "./dom.js";
import * as drawer from "./drawer.js";
import { demands, meets } from "./filter.js";
import { onKeys } from "./keys.js";
import { Live } from "./live.js";
import { MOST, Table } from "./table.js";
import { refresh, span } from "./time.js";
import { newestFirst } from "./words.js";

const STATES = { stuck: ["stuck", "noticed", "unknown", "ended", "cleared"], sessions: ["live", "stuck", "unknown"], hosts: ["fresh", "silent"] };
const SHOWN = { stuck: ["stuck", "noticed", "unknown"], sessions: ["live", "stuck", "unknown"], hosts: ["fresh", "silent"] };

let view = address.read();
const live = new Live(() => soon());
const tables = Object.fromEntries(Object.entries(TABLES).map(([tab, shape]) => [tab, new Table(shape, open)]));
const filter = byId("filter");

let asked = false;
/** Draws once a frame, however much has changed. */
function soon() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => { asked = false; draw(); });
}

function all(tab) {
  if (tab === "stuck") return [...live.findings.values()].sort(newestFirst);
  return tab === "sessions" ? live.sessions : live.hosts;
}

const state = (row) => row.verdict ?? row.status;
const shown = () => view.show ?? SHOWN[view.tab];

function draw() {
  vitals();
  const rows = all(view.tab);
  const wanted = demands(view.q);
  const shape = TABLES[view.tab];
  const kept = rows.filter((r) => shown().includes(state(r)) && meets(shape.fields(r), wanted));
  if (byId("view").firstChild !== tables[view.tab].element) byId("view").replaceChildren(tables[view.tab].element);
  tables[view.tab].show(kept, none(rows, shape));
  const more = byId("more");
  more.hidden = kept.length <= MOST;
  say(more, `${MOST} of ${kept.length} rows are drawn: narrow the filter to see the others.`);
  chips(rows);
  details(rows);
}

/** What an empty table says: that there is nothing only where that is known. */
function none(rows, shape) {
  if (live.heard[view.tab] === 0) return "Nothing was heard yet.";
  if (live.silence !== "") return "There was no such row at the last word. Whether there is one now is not known.";
  return rows.length === 0 ? shape.empty : "No row matches. Esc clears the filter.";
}

function standing() {
  if (live.silence !== "") return "silent";
  return live.trouble !== "" && live.link === "live" ? "degraded" : live.link;
}

function vitals() {
  const link = byId("link");
  const now = standing();
  link.dataset.state = now;
  say(link, now);
  const words = [live.trouble, live.silence].filter(Boolean).join(" ");
  byId("banner").hidden = words === "";
  say(byId("banner"), words);
  const c = live.coverage;
  say(byId("coverage"), c ? `${c.fresh}/${c.known} hosts fresh` : "no host heard yet");
  byId("coverage").classList.toggle("short", Boolean(c) && c.fresh < c.known);
  const stuck = all("stuck").filter((f) => f.verdict === "stuck").length;
  say(byId("count-tab-stuck"), String(stuck));
  say(byId("count-tab-sessions"), String(live.sessions.length));
  say(byId("count-tab-hosts"), String(live.hosts.length));
  document.title = `${now === "silent" ? "? " : ""}${stuck > 0 ? `(${stuck}) ` : ""}Hangup`;
  for (const a of document.querySelectorAll("[data-tab]")) {
    if (a.dataset.tab === view.tab) a.setAttribute("aria-current", "page");
    else a.removeAttribute("aria-current");
  }
  if (document.activeElement !== filter && filter.value !== view.q) filter.value = view.q;
}

function chips(rows) {
  const box = byId("chips");
  const counts = STATES[view.tab].map((s) => [s, rows.filter((r) => state(r) === s).length, shown().includes(s)]);
  const print = JSON.stringify([view.tab, counts]);
  if (box.dataset.print === print) return;
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.state : null;
  box.dataset.print = print;
  box.replaceChildren(...counts.map(([s, count, on]) => el("button", {
    type: "button", class: "chip", "aria-pressed": String(on), "data-state": s, click: () => toggle(s),
  }, badge(s), el("b", {}, String(count)))));
  if (focused) box.querySelector(`[data-state="${focused}"]`)?.focus();
}

function toggle(s) {
  const next = shown().includes(s) ? shown().filter((x) => x !== s) : [...shown(), s];
  go({ show: next.slice().sort().join() === SHOWN[view.tab].slice().sort().join() ? null : next });
}

function details(rows) {
  if (!view.id) return drawer.hide();
  const row = rows.find((r) => TABLES[view.tab].key(r) === view.id);
  if (!row && live.heard[view.tab] === 0) return;
  drawer.show(view.tab, row, view.id, close);
  tables[view.tab].mark(view.id);
}

/** Goes to another view; `push` makes it a step for the back button. */
function go(change, push = false) {
  view = { ...view, ...change };
  address.write(view, push);
  soon();
}

function open(key) {
  go({ id: key }, true);
  requestAnimationFrame(() => requestAnimationFrame(drawer.focus));
}

function close() {
  const key = view.id;
  go({ id: null });
  document.querySelector(`tr[data-key="${CSS.escape(key ?? "")}"]`)?.focus();
}

function tab(name) {
  go({ tab: name, show: null, id: null }, true);
}

document.addEventListener("click", (e) => {
  const link = e.target.closest("a[data-tab], a[data-id]");
  if (!link || e.metaKey || e.ctrlKey || e.shiftKey) return;
  e.preventDefault();
  if (link.dataset.tab) tab(link.dataset.tab);
  else go({ tab: "stuck", id: link.dataset.id, show: STATES.stuck }, true);
});
filter.addEventListener("input", () => go({ q: filter.value }));
window.addEventListener("popstate", () => { view = address.read(); soon(); });
byId("help-open").addEventListener("click", () => byId("help").showModal());

onKeys({
  filter: () => filter.focus(),
  walk: (by) => tables[view.tab].walk(by),
  open: () => { const key = tables[view.tab].marked(); if (key) open(key); },
  leave: () => {
    if (document.activeElement === filter && view.q === "") return filter.blur();
    if (view.id) return close();
    filter.value = "";
    filter.blur();
    go({ q: "" });
  },
  help: () => byId("help").showModal(),
  tab: (n) => tab(address.TABS[n]),
});

let told = "";
setInterval(() => {
  refresh();
  const heard = live.heard[view.tab];
  say(byId("age"), heard ? `${span((Date.now() - heard) / 1000)} ago` : "never");
}, 1_000);
// Screen readers are told of changes at most every ten seconds.
setInterval(() => {
  const counts = STATES.stuck.slice(0, 3).map((s) => `${all("stuck").filter((f) => f.verdict === s).length} ${s}`).join(", ");
  if (counts !== told && live.heard.stuck) say(byId("told"), told = counts);
}, 10_000);

live.start();
soon();
