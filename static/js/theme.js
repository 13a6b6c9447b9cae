// Chooses the theme before the first paint: the reader's own choice, else the system's. No cookie.
// A plain script in the head, because a module would come after the first paint.
(() => {
  const root = document.documentElement;
  const sheet = document.getElementById("light-theme");
  const system = matchMedia("(prefers-color-scheme: light)");
  root.classList.add("js");

  const chosen = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage may be closed to us
    }
  };

  const show = () => {
    const choice = chosen();
    const light = choice ? choice === "light" : system.matches;
    sheet.media = choice ? (light ? "all" : "not all") : "(prefers-color-scheme: light)";
    root.dataset.shown = light ? "light" : "dark";
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.hidden = false;
      button.setAttribute("aria-label", light ? button.dataset.toDark : button.dataset.toLight);
    }
  };

  show();
  system.addEventListener("change", show);
  addEventListener("storage", (event) => event.key === "theme" && show());
  addEventListener("DOMContentLoaded", show);
  addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    try {
      localStorage.setItem("theme", root.dataset.shown === "light" ? "dark" : "light");
    } catch {
      return;
    }
    show();
  });
})();
