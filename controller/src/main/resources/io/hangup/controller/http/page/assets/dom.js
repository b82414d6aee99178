// Makes elements. Strings become text nodes, never markup: there is no way through here for HTML.

import { visible } from "./visible.js";

/** An element with attributes and children; a string child is made visible and added as text. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat().filter((c) => c !== null && c !== undefined).map(node));
  return made;
}

function node(child) {
  return child instanceof Node ? child : document.createTextNode(visible(child));
}

export const byId = (id) => document.getElementById(id);

/** Sets the text of an element only when it changes, so that selections and screen readers are left in peace. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const ICONS = {
  stuck: "■", noticed: "◆", unknown: "?", ended: "✓", cleared: "○", live: "●", fresh: "●", silent: "?",
};

/** A state as icon, word and colour together: no one of them carries it alone. */
export function badge(state) {
  const known = Object.hasOwn(ICONS, state) ? state : "unknown";
  return el("span", { class: `badge ${known}` }, el("span", { "aria-hidden": "true", class: "icon" }, ICONS[known]), state);
}
