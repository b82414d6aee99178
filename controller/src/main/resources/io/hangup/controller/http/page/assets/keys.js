// The keyboard. Letters do nothing while somebody types; Esc always leads out.

export function onKeys(on) {
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog[open]")) return;
    if (e.key === "Escape") return act(e, () => on.leave());
    if (e.target.matches("input, textarea, select")) {
      if (e.key === "Enter" || e.key === "ArrowDown") act(e, () => { e.target.blur(); on.walk(1); });
      return;
    }
    switch (e.key) {
      case "/": return act(e, on.filter);
      case "?": return act(e, on.help);
      case "j": case "ArrowDown": return act(e, () => on.walk(1));
      case "k": case "ArrowUp": return act(e, () => on.walk(-1));
      case "Enter": return e.target.matches("a, button") ? undefined : act(e, on.open);
      case "1": case "2": case "3": return act(e, () => on.tab(Number(e.key) - 1));
      default:
    }
  });
}

function act(event, what) {
  event.preventDefault();
  what();
}
