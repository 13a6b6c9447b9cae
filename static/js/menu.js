// The menu on narrow screens. Without this file it is simply open.
for (const button of document.querySelectorAll("[data-menu]")) {
  const header = button.closest("header");
  const set = (open) => {
    button.setAttribute("aria-expanded", String(open));
    header.toggleAttribute("data-open", open);
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
  header.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    set(false);
    button.focus();
  });
}

// After a refused form the list of what is wrong is read first.
document.querySelector("[data-focus]")?.focus();
