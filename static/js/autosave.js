// Saves a form while one types. <form data-autosave="/address" data-autosave-key="entry-step"> with a field `version`.
// The server answers 200 {version, saved_at}, 409 when somebody saved in between, 422 {errors: {field: [sentence]}}.
// Until a text is acknowledged it is also kept on this device, and sent again when the line is back.
const state = document.querySelector("[data-save-state]");
const lang = document.documentElement.lang;
const clock = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { timeStyle: "medium" });
const SKIPPED = new Set(["csrfmiddlewaretoken", "version", "then"]);
const PAUSE = 1200; // ms after the last key
const RETRY = [2000, 5000, 15000, 30000];

const say = (name, values = {}, action = null) => {
  if (!state) return;
  state.dataset.state = name === "restored" ? "waiting" : name;
  const words = state.querySelector("[data-save-words]");
  const key = `words${name[0].toUpperCase()}${name.slice(1)}`;
  words.textContent = (state.dataset[key] ?? "").replace("{time}", values.time ?? "");
  if (!action) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--small";
  button.textContent = action.text;
  button.addEventListener("click", action.run);
  words.append(" ", button);
};

class Autosave {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosave;
    this.key = `draft:${form.dataset.autosaveKey}`;
    this.version = form.elements.version;
    this.sent = this.text();
    this.busy = this.stopped = false;
    this.tries = 0;
    this.left = new Set();
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(this.key) : null;
    this.listen();
    this.restore();
  }

  fields() {
    return [...new FormData(this.form)].filter(([name, value]) => !SKIPPED.has(name) && typeof value === "string");
  }

  text() {
    return JSON.stringify(this.fields());
  }

  listen() {
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("change", () => this.typed());
    this.form.addEventListener("focusout", (event) => {
      if (event.target.name) this.left.add(event.target.name);
      this.showErrors();
    });
    this.form.addEventListener("submit", () => {
      this.stopped = true;
      clearTimeout(this.timer);
      this.keep({ submitted: true });
    });
    addEventListener("online", () => this.save());
    // "Back" may bring the page out of memory as it was left: stopped. What the server has by now only it can tell.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.save({ keepalive: true }));
    this.channel?.addEventListener("message", ({ data }) => {
      if (data.version > Number(this.version.value)) this.conflict();
    });
  }

  // "Saved at …" stands no longer once there is something that is not.
  typed() {
    if (this.stopped) return;
    if (!this.busy && this.text() !== this.sent) say("idle");
    this.later();
  }

  later() {
    if (this.stopped) return;
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save({ keepalive = false } = {}) {
    const text = this.text();
    if (this.stopped || this.busy || text === this.sent) return;
    this.busy = true;
    clearTimeout(this.timer);
    say("saving");
    let again = null;
    try {
      const answer = await fetch(this.url, {
        method: "POST",
        body: new FormData(this.form),
        headers: { Accept: "application/json", "X-Requested-With": "autosave" },
        keepalive,
        redirect: "error", // a redirect means that we are signed out
      });
      again = await this.take(answer, text);
    } catch {
      again = this.wait();
    }
    this.busy = false;
    if (this.stopped) return;
    if (again) this.timer = setTimeout(() => this.save(), again);
    else if (this.text() !== text) this.later();
  }

  async take(answer, text) {
    if (answer.status === 409) return this.conflict();
    if (answer.status === 422) {
      this.errors = (await answer.json()).errors ?? {};
      this.sent = text; // the same text would be refused again; it stays kept on this device
      this.showErrors();
      say("refused");
      return null;
    }
    if (!answer.ok) return this.wait();
    const saved = await answer.json();
    this.version.value = saved.version;
    this.sent = text;
    this.tries = 0;
    this.errors = {};
    this.showErrors();
    if (this.text() === text) this.drop();
    this.channel?.postMessage({ version: saved.version });
    say("saved", { time: clock.format(new Date(saved.saved_at)) });
    return null;
  }

  wait() {
    say("waiting");
    return RETRY[Math.min(this.tries++, RETRY.length - 1)];
  }

  conflict() {
    this.stopped = true;
    clearTimeout(this.timer);
    if (this.text() !== this.sent) this.keep();
    say("conflict", {}, { text: state?.dataset.wordsReload, run: () => location.reload() });
    return null;
  }

  keep(more = {}) {
    const kept = { version: Number(this.version.value), fields: this.fields(), ...more };
    try {
      localStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      // no room or no storage: the server's copy is all there is
    }
  }

  drop() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // nothing was kept
    }
  }

  restore() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.key));
    } catch {
      return;
    }
    if (!kept || JSON.stringify(kept.fields) === this.sent) return this.drop();
    const version = Number(this.version.value);
    if (kept.version === version) {
      this.fill(kept.fields);
      say("restored");
      this.later();
    } else if (kept.submitted) this.drop();
    else say("kept", {}, { text: state?.dataset.wordsUse, run: () => (this.fill(kept.fields), this.later()) });
    return null;
  }

  fill(fields) {
    this.form.dispatchEvent(new CustomEvent("autosave:fill", { detail: fields.map(([name]) => name) }));
    const values = new Map();
    for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
    for (const element of this.form.elements) {
      if (!element.name || SKIPPED.has(element.name) || element.type === "file") continue;
      const mine = values.get(element.name) ?? [];
      if (["checkbox", "radio"].includes(element.type)) element.checked = mine.includes(element.value);
      else if (element.multiple) for (const option of element.options) option.selected = mine.includes(option.value);
      else if (mine.length && element.type !== "hidden") element.value = mine[0];
    }
    this.form.dispatchEvent(new Event("change"));
  }

  // Nothing is red before one has left the field.
  showErrors() {
    for (const old of this.form.querySelectorAll("[data-autosave-error]")) old.remove();
    for (const [name, sentences] of Object.entries(this.errors ?? {})) {
      const element = this.form.elements[name] ?? this.form.querySelector(`[data-table-field="${CSS.escape(name)}"]`);
      const field = (element?.length && !element.tagName ? element[0] : element)?.closest?.(".form-field");
      if (!field || ![...this.left].some((left) => left === name || left.startsWith(`${name}.`))) continue;
      const line = document.createElement("p");
      line.className = "form-field__error";
      line.dataset.autosaveError = "";
      line.textContent = sentences.join(" ");
      field.append(line);
    }
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
