/* One call in the admin: previews, timeline and checks follow what is typed, a moment after one stops. */
const PAUSE_MS = 900;
const form = document.getElementById("desk-call");
const side = document.querySelector("[data-typed-at]");
const chosen = new Map(); // the frame's name → the button of its language
let waiting;
let asking;

function typed() {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (typeof value !== "string") data.delete(name);
  return data;
}

function show(button) {
  // A form of its own beside the real one: Wagtail must not take it for saving.
  const copy = document.createElement("form");
  copy.method = "post";
  copy.action = button.formAction;
  copy.target = button.formTarget;
  copy.hidden = true;
  for (const [name, value] of typed()) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    copy.append(field);
  }
  document.body.append(copy);
  copy.submit();
  copy.remove();
}

async function redraw() {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(side.dataset.typedAt, { method: "POST", body: typed(), signal: asking.signal });
    if (!answer.ok) return;
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of drawn.querySelectorAll("[data-typed]")) {
      side.querySelector(`[data-typed="${part.dataset.typed}"]`)?.replaceChildren(...part.childNodes);
    }
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

function refresh() {
  redraw();
  for (const [target, button] of chosen) {
    if (document.getElementsByName(target)[0].checkVisibility()) show(button); // a folded panel waits
  }
}

if (form && side) {
  for (const button of side.querySelectorAll("[formtarget]")) {
    if ("preview" in button.dataset || !chosen.has(button.formTarget)) chosen.set(button.formTarget, button);
    button.addEventListener("click", (event) => {
      event.preventDefault();
      chosen.set(button.formTarget, button);
      show(button);
    });
  }
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, () => {
      clearTimeout(waiting);
      waiting = setTimeout(refresh, PAUSE_MS);
    });
  }
}
