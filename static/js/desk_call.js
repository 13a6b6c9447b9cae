/* One call in the admin: the preview follows what is typed, a moment after one stops. */
const PAUSE_MS = 900;
const form = document.getElementById("desk-call");
const button = document.querySelector("[data-call-preview]");
let waiting;
let chosen = button;

function refresh() {
  // A form of its own beside the real one: Wagtail must not take it for saving.
  const copy = document.createElement("form");
  copy.method = "post";
  copy.action = chosen.formAction;
  copy.target = chosen.formTarget;
  copy.hidden = true;
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string") continue;
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    copy.append(field);
  }
  document.body.append(copy);
  copy.submit();
  copy.remove();
}

if (form && button) {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, PAUSE_MS);
  });
  for (const other of document.querySelectorAll("[formtarget='call-preview']")) {
    other.addEventListener("click", (event) => {
      event.preventDefault();
      chosen = other;
      refresh();
    });
  }
}
