// What is shown lives in the URL, so that a view can be shared and the back button works.

export const TABS = ["stuck", "sessions", "hosts"];

/** The view that the URL names: tab, filter, shown states and the open row. */
export function read() {
  const query = new URLSearchParams(location.search);
  const tab = query.get("tab");
  return {
    tab: TABS.includes(tab) ? tab : "stuck",
    q: (query.get("q") ?? "").slice(0, 200),
    show: query.get("show")?.split(",").filter(Boolean) ?? null,
    id: query.get("id"),
  };
}

/** Puts a view into the URL; `push` makes it a step that the back button undoes. */
export function write(view, push = false) {
  const query = new URLSearchParams();
  if (view.tab !== "stuck") query.set("tab", view.tab);
  if (view.q) query.set("q", view.q);
  if (view.show) query.set("show", view.show.join(","));
  if (view.id) query.set("id", view.id);
  const text = query.toString();
  const url = text ? `?${text}` : location.pathname;
  if (url === (location.search || location.pathname)) return;
  history[push ? "pushState" : "replaceState"](null, "", url);
}
