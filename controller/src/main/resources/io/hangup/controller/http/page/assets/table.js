// One table, brought up to date in place: rows keep their element, so that focus and selection stay where they are.

import { el } from "./dom.js";

/** More rows than this are not drawn: the filter narrows better than the eye. */
export const MOST = 500;

export class Table {
  #shape;
  #body;
  #rows = new Map();
  #open;
  element;

  /** @param open called with a row's key when it is chosen */
  constructor(shape, open) {
    this.#shape = shape;
    this.#open = open;
    this.#body = el("tbody", { role: "rowgroup" });
    const heads = shape.columns.map(([name, kind]) => el("th", { scope: "col", role: "columnheader", class: kind }, name));
    this.element = el("table", { role: "table", class: "rows" },
      el("caption", { class: "hidden" }, shape.name),
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, heads)),
      this.#body);
  }

  /** Shows exactly these rows, in this order. */
  show(rows, empty) {
    const seen = new Set();
    let at = this.#body.firstChild;
    for (const row of rows.slice(0, MOST)) {
      const key = this.#shape.key(row);
      seen.add(key);
      const drawn = this.#draw(key, row);
      if (drawn === at) at = at.nextSibling;
      else this.#body.insertBefore(drawn, at);
    }
    for (const [key, { element }] of this.#rows) {
      if (!seen.has(key)) {
        element.remove();
        this.#rows.delete(key);
      }
    }
    this.#say(rows.length === 0 ? empty : null);
  }

  #draw(key, row) {
    const print = this.#shape.print(row);
    const old = this.#rows.get(key);
    if (old?.print === print) return old.element;
    const cells = this.#shape.columns.map(([name, kind, draw]) =>
      el("td", { role: "cell", class: kind, "data-name": name }, draw(row)));
    const element = old?.element ?? this.#row(key);
    element.replaceChildren(...cells);
    element.dataset.state = row.verdict ?? row.status;
    if (old) this.#flash(element);
    this.#rows.set(key, { element, print });
    return element;
  }

  #row(key) {
    return el("tr", {
      role: "row", tabindex: "-1", "data-key": key, class: "fresh",
      click: () => this.#open(key),
      focus: (e) => this.mark(e.currentTarget.dataset.key),
    });
  }

  #flash(element) {
    element.classList.remove("changed");
    requestAnimationFrame(() => element.classList.add("changed"));
  }

  #say(message) {
    this.#body.querySelector(".empty")?.remove();
    if (!message) return;
    this.#body.append(el("tr", { class: "empty", role: "row" },
      el("td", { role: "cell", colspan: this.#shape.columns.length }, message)));
  }

  /** Marks the row that is open or walked to. */
  mark(key) {
    for (const [k, { element }] of this.#rows) {
      if (k === key) element.setAttribute("aria-selected", "true");
      else element.removeAttribute("aria-selected");
    }
  }

  /** Walks `by` rows from the marked one. */
  walk(by) {
    const all = [...this.#body.querySelectorAll("tr[data-key]")];
    if (all.length === 0) return;
    const now = all.findIndex((r) => r.getAttribute("aria-selected") === "true");
    const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + by));
    all[next].focus();
    all[next].scrollIntoView({ block: "nearest" });
  }

  marked() {
    return this.#body.querySelector('tr[aria-selected="true"]')?.dataset.key ?? null;
  }
}
