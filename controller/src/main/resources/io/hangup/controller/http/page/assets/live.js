// What the controller says, kept up to date: findings through server-sent events, sessions and hosts by asking.

const STREAM = "/api/v1/stuck/stream?all=true";
const ASK_EVERY = 5_000;
const AGAIN_AFTER = [1_000, 2_000, 5_000, 10_000];

/** Holds the last state and calls `changed(what)` whenever a part of it changes. */
export class Live {
  findings = new Map();
  sessions = [];
  hosts = [];
  coverage = null;
  version = 0;
  link = "connecting";
  trouble = "";
  heard = 0;
  #changed;
  #failures = 0;

  constructor(changed) {
    this.#changed = changed;
  }

  start() {
    this.#listen();
    this.#ask();
    setInterval(() => this.#ask(), ASK_EVERY);
    document.addEventListener("visibilitychange", () => document.hidden || this.#ask());
  }

  #listen() {
    const source = new EventSource(STREAM);
    source.onopen = () => this.#linked("live");
    source.onerror = () => {
      this.#linked("reconnecting");
      if (source.readyState !== EventSource.CLOSED) return;
      const wait = AGAIN_AFTER[Math.min(this.#failures++, AGAIN_AFTER.length - 1)];
      setTimeout(() => this.#listen(), wait);
    };
    source.addEventListener("reset", (e) => {
      const page = JSON.parse(e.data);
      this.findings = new Map(page.rows.map((f) => [f.id, f]));
      this.coverage = page.coverage;
      this.#failures = 0;
      this.#heardNow("findings");
    });
    source.addEventListener("finding", (e) => {
      const finding = JSON.parse(e.data);
      this.findings.set(finding.id, finding);
      this.#heardNow("findings", finding);
    });
    source.addEventListener("forgotten", (e) => {
      this.findings.delete(JSON.parse(e.data).id);
      this.#heardNow("findings");
    });
  }

  async #ask() {
    if (document.hidden) return;
    const [hosts, sessions, ready] = await Promise.allSettled([
      get("/api/v1/hosts"), get("/api/v1/sessions"), fetch("/-/ready", { cache: "no-store" }),
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
    if (ready.status === "rejected") this.#trouble("The controller does not answer. What is shown is its last word.");
    else if (ready.value.ok) this.#trouble("");
    else this.#trouble(await ready.value.json().then((p) => p.detail, () => "The controller is not ready."));
  }

  #linked(link) {
    if (this.link === link) return;
    this.link = link;
    this.#changed("link");
  }

  #trouble(trouble) {
    if (this.trouble === trouble) return;
    this.trouble = trouble;
    this.#changed("link");
  }

  #heardNow(what, one) {
    this.heard = Date.now();
    this.#changed(what, one);
  }
}

async function get(url) {
  const answer = await fetch(url, { cache: "no-store", headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}
