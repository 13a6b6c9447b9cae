// An order one can drag. Every row also has buttons (WCAG 2.5.7), which work without this file as plain submits.
// <ol data-reorder="/address"> of <li data-id>; needs vendor/sortable.min.js. The server takes `order` and `version`
// and answers 200 {version} or 409 when somebody else has moved things.
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

for (const list of document.querySelectorAll("[data-reorder]")) {
  const words = document.querySelector(list.dataset.words ?? "[data-reorder-words]");
  const ids = () => [...list.querySelectorAll(":scope > [data-id]")].map((row) => row.dataset.id);
  const say = (name, values = {}) => {
    if (!words) return;
    let text = list.dataset[`words${name}`] ?? "";
    for (const [key, value] of Object.entries(values)) text = text.replace(`{${key}}`, value);
    words.textContent = text;
  };

  // One after another: each carries the version that the one before was answered with.
  let saving = Promise.resolve();
  const save = (row) => (saving = saving.then(() => send(row)));
  const send = async (row) => {
    const body = new FormData();
    for (const id of ids()) body.append("order", id);
    body.set("version", list.dataset.version ?? "");
    body.set("csrfmiddlewaretoken", token());
    try {
      const answer = await fetch(list.dataset.reorder, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.status === 409) return say("Conflict");
      if (!answer.ok) return say("Failed");
      list.dataset.version = (await answer.json()).version;
      return say("Moved", { name: row.dataset.name ?? "", place: ids().indexOf(row.dataset.id) + 1, count: ids().length });
    } catch {
      return say("Failed");
    }
  };

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-id]");
    const other = button.dataset.move === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (!other?.dataset.id) return;
    if (button.dataset.move === "up") other.before(row);
    else other.after(row);
    button.focus();
    save(row);
  });

  window.Sortable?.create(list, { handle: "[data-handle]", draggable: "[data-id]", animation: 140, onEnd: ({ item }) => save(item) });
}
