// While a file is being read, fetches the box with what was measured until it is there. <div data-file-facts="/address">,
// with [data-held-state] inside. What else the page says of the entry, [data-live], is fresh after that; fields stay.
const EVERY = 1500; // ms
const LONGEST = 30000;
const stands = new Set(["readable", "unreadable"]);

const refresh = async () => {
  const answer = await fetch(location.href, { redirect: "error" }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (now && now.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) part.innerHTML = now.innerHTML;
  }
};

for (const box of document.querySelectorAll("[data-file-facts]")) {
  const url = box.dataset.fileFacts;
  const state = () => box.querySelector("[data-held-state]")?.dataset.heldState;
  let wait = EVERY;
  let timer = 0;
  let shown = null;
  const later = (pause) => (clearTimeout(timer), (timer = setTimeout(look, pause)));
  const look = async () => {
    const request = { headers: { Accept: "text/html" }, redirect: "error" }; // a redirect means that we are signed out
    const answer = await fetch(url, request).catch(() => null);
    const html = answer?.ok ? await answer.text() : shown;
    if (html !== shown) box.innerHTML = shown = html; // what stays the same is not said again
    wait = Math.min(wait * 1.3, LONGEST);
    if (answer?.ok && state() !== "none") document.dispatchEvent(new CustomEvent("file:shown", { detail: url }));
    if (!answer?.ok || !stands.has(state())) return later(wait);
    return refresh();
  };
  if (state() === "received") later(EVERY);
  document.addEventListener("upload:done", ({ target }) => {
    if (target.dataset.doneUrl !== url) return;
    wait = EVERY;
    later(300);
  });
}
