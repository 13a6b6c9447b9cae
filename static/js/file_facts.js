// While a file is being read, fetches the box with what was measured until it is there. <div data-file-facts="/address">.
const EVERY = 1500; // ms
const LONGEST = 30000;

for (const box of document.querySelectorAll("[data-file-facts]")) {
  let wait = EVERY;
  let timer = 0;
  const later = (pause) => (clearTimeout(timer), (timer = setTimeout(look, pause)));
  const look = async () => {
    const request = { headers: { Accept: "text/html" }, redirect: "error" }; // a redirect means that we are signed out
    const answer = await fetch(box.dataset.fileFacts, request).catch(() => null);
    if (answer?.ok) box.innerHTML = await answer.text();
    wait = Math.min(wait * 1.3, LONGEST);
    if (!answer?.ok || box.querySelector("[data-state=received], [data-state=none]")) later(wait);
  };
  if (box.querySelector("[data-state=received]")) later(EVERY);
  document.addEventListener("upload:done", () => ((wait = EVERY), later(800)));
}
