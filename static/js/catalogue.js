// Names while somebody types in the catalogue's search field. Without this module the field works all the same.

const WAIT_MS = 120;

for (const field of document.querySelectorAll("[data-suggest]")) {
  const list = field.list;
  let timer;
  let asked;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => suggest(field.value.trim()), WAIT_MS);
  });

  async function suggest(typed) {
    asked?.abort();
    asked = new AbortController();
    if (!typed || !list) return list?.replaceChildren();
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
      if (!answer.ok) return;
      const { suggestions } = await answer.json();
      list.replaceChildren(...suggestions.map(({ title, kind }) => new Option(kind, title)));
    } catch {
      // Aborted by the next letter, or the line is down: the field stays as it is.
    }
  }
}
