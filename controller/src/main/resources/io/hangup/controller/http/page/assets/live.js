// What the controller says, kept up to date: findings through server-sent events, sessions and hosts by asking. It also
// watches how long nothing was heard: a controller that hangs, or a path that was cut, sends no error.

import { span } from "./time.js";

const STREAM = "/api/v1/stuck/stream?all=true";
const ASK_EVERY = 5_000;
const AGAIN_AFTER = [1_000, 2_000, 5_000, 10_000];

/** No answer takes longer. */
const PATIENCE = 15_000;

/** The stream has a word every 15 s, whatever happens. */
const SILENT_AFTER = 20_000;

/** Holds the last state and calls `changed(what)` whenever a part of it changes. */
export class Live {
  findings = new Map();
  sessions = [];
  hosts = [];
  coverage = null;
  link = "connecting";
  /** What the controller or a failed question says against what is shown. */
  trouble = "";
  /** How long nothing was heard, in words; empty while all of it is heard. */
  silence = "";
  /** When each part was last heard; 0 for never. */
  heard = { stuck: 0, sessions: 0, hosts: 0 };
  #changed;
  #failures = 0;
  #source = null;
  #again = 0;
  #asking = false;
  /** From when on something ought to have been heard. */
  #listening = 0;
  #shown = 0;

  constructor(changed) {
    this.#changed = changed;
  }

  start() {
    this.#shown = Date.now();
    this.#listen();
    this.#ask();
    setInterval(() => this.#ask(), ASK_EVERY);
    setInterval(() => this.#watch(), 1_000);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return;
      this.#shown = Date.now();
      this.#ask();
    });
  }

  #listen() {
    clearTimeout(this.#again);
    this.#source?.close();
    this.#listening = Date.now();
    const source = new EventSource(STREAM);
    this.#source = source;
    source.onopen = () => this.#linked("live");
    source.onerror = () => {
      this.#linked("reconnecting");
      if (source.readyState !== EventSource.CLOSED) return;
      const wait = AGAIN_AFTER[Math.min(this.#failures++, AGAIN_AFTER.length - 1)];
      this.#again = setTimeout(() => this.#listen(), wait);
    };
    source.addEventListener("reset", (e) => {
      const page = JSON.parse(e.data);
      this.findings = new Map(page.rows.map((f) => [f.id, f]));
      this.coverage = page.coverage;
      this.#failures = 0;
      this.#heardNow("stuck");
    });
    source.addEventListener("finding", (e) => {
      const finding = JSON.parse(e.data);
      this.findings.set(finding.id, finding);
      this.#heardNow("stuck");
    });
    source.addEventListener("forgotten", (e) => {
      this.findings.delete(JSON.parse(e.data).id);
      this.#heardNow("stuck");
    });
    source.addEventListener("keepalive", (e) => {
      this.coverage = JSON.parse(e.data);
      this.#heardNow("stuck");
    });
  }

  /** Asks once; never while an earlier question waits, so that no old answer comes after a new one. */
  async #ask() {
    if (document.hidden || this.#asking) return;
    this.#asking = true;
    try {
      const [hosts, sessions, ready] = await Promise.allSettled([
        get("/api/v1/hosts"), get("/api/v1/sessions"), readiness(),
      ]);
      if (hosts.status === "fulfilled") {
        this.hosts = hosts.value.rows;
        this.coverage = hosts.value.coverage;
        this.#heardNow("hosts");
      }
      if (sessions.status === "fulfilled") {
        this.sessions = sessions.value.rows;
        this.#heardNow("sessions");
      }
      this.#troubled(trouble(ready, [hosts, sessions]));
    } finally {
      this.#asking = false;
    }
  }

  /** Finds out what nobody tells: that nothing comes any more. */
  #watch() {
    if (document.hidden) return;
    const now = Date.now();
    // A connection that was cut may never break by itself.
    if (now - Math.max(this.heard.stuck, this.#listening) >= SILENT_AFTER) this.#listen();
    const findings = now - (this.heard.stuck || this.#shown) >= SILENT_AFTER;
    // Nothing is asked while nobody looks.
    const rows = now - Math.max(this.#asked(), this.#shown) >= SILENT_AFTER;
    const silence = findings || rows ? this.#silent(findings, rows, now) : "";
    if (silence === this.silence) return;
    this.silence = silence;
    this.#changed("link");
  }

  #silent(findings, rows, now) {
    const what = findings && rows ? "the controller" : findings ? "the stream of findings" : "sessions and hosts";
    const last = findings ? this.heard.stuck : this.#asked();
    const since = last ? `for ${span(step((now - last) / 1_000))}` : "yet";
    return `No word ${findings ? "from" : "about"} ${what} ${since}: what is shown may be old.`;
  }

  #asked() {
    return Math.min(this.heard.sessions, this.heard.hosts);
  }

  #linked(link) {
    if (this.link === link) return;
    this.link = link;
    this.#changed("link");
  }

  #troubled(trouble) {
    if (this.trouble === trouble) return;
    this.trouble = trouble;
    this.#changed("link");
  }

  #heardNow(what) {
    this.heard[what] = Date.now();
    this.#changed(what);
  }
}

/** In steps, so that an alert is not read aloud every second. */
const step = (seconds) => Math.floor(seconds / (seconds < 60 ? 10 : 60)) * (seconds < 60 ? 10 : 60);

function trouble(ready, questions) {
  if (ready.status === "rejected") return "The controller does not answer. What is shown is its last word.";
  if (ready.value !== "") return ready.value;
  const failed = questions.filter((q) => q.status === "rejected").map((q) => q.reason.message);
  return failed.length === 0 ? "" : `${failed.join("; ")}: what is shown of it is old.`;
}

/** Empty when the controller's answers can be relied on; otherwise why not. */
async function readiness() {
  const answer = await ask("/-/ready");
  return answer.ok ? "" : answer.json().then((p) => p.detail, () => "The controller is not ready.");
}

async function get(url) {
  const answer = await ask(url).catch(() => { throw new Error(`${url} is not answered`); });
  if (!answer.ok) throw new Error(`${url} is answered with ${answer.status}`);
  return answer.json().catch(() => { throw new Error(`${url} is not answered in full`); });
}

const ask = (url) => fetch(url, {
  cache: "no-store", headers: { accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE),
});
