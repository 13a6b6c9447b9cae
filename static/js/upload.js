// Sends one file by tus: in pieces, with pause, over broken lines and reloads. Needs vendor/tus.min.js (window.tus).
// Every sentence comes from the markup's data-words-…; see templates/components/upload.html.
const PIECE = 16 * 1024 ** 2;
const RETRIES = [0, 1000, 3000, 5000, 10000, 20000, 30000];

// As the server counts: 1 MB is 1024 KB.
const size = (bytes) => {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${(bytes / 1024 ** step).toLocaleString(document.documentElement.lang, { maximumFractionDigits: step > 1 ? 1 : 0 })} ${units[step]}`;
};

class Uploader {
  constructor(root) {
    this.root = root;
    this.part = (name) => root.querySelector(`[data-upload-${name}]`);
    this.file = this.part("file");
    this.key = root.dataset.resumeKey;
    this.offers = JSON.parse(root.dataset.offers);
    this.file.addEventListener("change", () => this.file.files[0] && this.start(this.file.files[0]));
    this.part("pause").addEventListener("click", () => this.pause());
    this.part("resume").addEventListener("click", () => this.go());
    this.part("cancel").addEventListener("click", () => this.cancel());
    document.addEventListener("file:shown", ({ detail }) => detail === root.dataset.doneUrl && this.shown());
    addEventListener("online", () => root.dataset.state === "waiting" && this.go());
    addEventListener("beforeunload", (event) => root.dataset.state === "sending" && event.preventDefault());
    this.drop();
    this.remember();
  }

  say(name, values = {}) {
    let words = this.root.dataset[`words${name.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("")}`] ?? "";
    for (const [key, value] of Object.entries(values)) words = words.replace(`{${key}}`, value);
    this.part("words").textContent = words;
  }

  set(state) {
    this.root.dataset.state = state;
    this.part("work").hidden = !["sending", "paused", "waiting"].includes(state);
    this.part("pause").hidden = state !== "sending";
    this.part("resume").hidden = !["paused", "waiting"].includes(state);
  }

  drop() {
    const { root } = this;
    root.addEventListener("dragover", (event) => (event.preventDefault(), root.dataset.state || root.setAttribute("data-over", "")));
    root.addEventListener("dragleave", () => root.removeAttribute("data-over"));
    root.addEventListener("drop", (event) => {
      event.preventDefault();
      root.removeAttribute("data-over");
      const [file] = event.dataTransfer.files;
      if (file) this.start(file);
    });
  }

  // What had arrived before a reload: say so, since only the person can choose the file again.
  async remember() {
    const all = await window.tus.defaultOptions.urlStorage.findAllUploads();
    const mine = all.find((upload) => upload.metadata?.key === this.key);
    if (mine) this.say("resume", { name: mine.metadata.filename });
  }

  refused(name, values) {
    this.set("failed");
    this.file.value = ""; // or choosing the same file again would be no change
    this.say(name, values);
    if (name === "wrong-type") this.part("words").append(document.documentElement.lang.startsWith("zh") ? "" : " ", ...this.takes());
  }

  takes() {
    return [...this.root.querySelectorAll("[data-upload-takes]")].map((sentence) => `${sentence.textContent} `);
  }

  async start(file) {
    const offer = this.offerFor(file);
    if (!offer) return this.refused("wrong-type", { name: file.name });
    if (!file.size) return this.refused("empty");
    if (file.size > offer.max_bytes) return this.refused("too-big", { total: size(file.size), limit: size(offer.max_bytes) });
    this.upload?.abort();
    this.marks = [];
    this.sent = 0;
    this.part("name").textContent = file.name;
    this.say("reading");
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    this.upload = new window.tus.Upload(file, {
      endpoint: this.root.dataset.endpoint,
      chunkSize: PIECE,
      retryDelays: RETRIES,
      metadata: { filename: file.name, filetype: file.type, key: this.key, purpose: offer.purpose },
      // The key makes a creation that is sent twice start one upload; refusals come back in the page's language.
      headers: {
        "Accept-Language": document.documentElement.lang,
        "Idempotency-Key": [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join(""),
        ...(token ? { "X-CSRFToken": token } : {}),
      },
      fingerprint: async () => ["firstcut", this.key, file.name, file.size, file.lastModified].join("|"),
      removeFingerprintOnSuccess: true,
      onProgress: (sent, total) => this.progress(sent, total),
      onSuccess: () => this.done(),
      onError: (error) => this.failed(error),
    });
    const [before] = await this.upload.findPreviousUploads();
    if (before) this.upload.resumeFromPreviousUpload(before);
    this.go();
    return null;
  }

  // What the file is sent as, by its name; by what the system says where the name says nothing. Not offered: not taken.
  offerFor({ name, type }) {
    const ends = ({ endings }) => endings.some((ending) => name.toLowerCase().endsWith(ending));
    return this.offers.find(ends) ?? this.offers.find(({ types }) => types.includes(type));
  }

  go() {
    this.set("sending");
    this.marks = [];
    this.upload.start();
  }

  async pause() {
    await this.upload.abort();
    this.set("paused");
    this.say("paused", { sent: size(this.sent), total: size(this.upload.file.size) });
  }

  async cancel() {
    await this.upload?.abort(true).catch(() => {});
    this.upload = null;
    this.file.value = "";
    this.part("words").textContent = "";
    this.set("idle");
  }

  progress(sent, total) {
    if (this.root.dataset.state !== "sending") return;
    this.sent = sent;
    this.part("bar").value = Math.round((sent / total) * 1000);
    const at = performance.now();
    this.marks = [...this.marks.filter((mark) => at - mark.at < 8000), { at, sent }];
    const [first] = this.marks;
    const rate = at > first.at + 500 ? ((sent - first.sent) / (at - first.at)) * 1000 : 0;
    const seconds = rate ? (total - sent) / rate : NaN;
    // Once a second is often enough for somebody who hears it.
    if (this.told && at - this.told < 1000 && sent < total) return;
    this.told = at;
    this.say("sending", { sent: size(sent), total: size(total), rate: rate ? size(rate) : "…", left: this.left(seconds) });
  }

  left(seconds) {
    if (!Number.isFinite(seconds)) return "…";
    const { wordsMinutes, wordsSeconds } = this.root.dataset;
    return seconds > 90 ? wordsMinutes.replace("{n}", Math.round(seconds / 60)) : wordsSeconds.replace("{n}", Math.ceil(seconds));
  }

  failed(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (status === 401 || status === 403) {
      this.set("waiting");
      return this.say("signed-out");
    }
    if (status >= 400 && status < 500 && status !== 409 && status !== 423) {
      return this.refused("refused", { reason: error.originalResponse.getBody() || status });
    }
    this.set("waiting");
    this.say("waiting");
    return setTimeout(() => this.root.dataset.state === "waiting" && navigator.onLine && this.go(), 30000);
  }

  async done() {
    const { url } = this.upload;
    const refusal = await this.attach(url);
    if (refusal) return this.refused("refused", refusal);
    this.set("done");
    this.say("done");
    this.root.dispatchEvent(new CustomEvent("upload:done", { bubbles: true, detail: { url } }));
    return null;
  }

  // The page says by now that the file is there, and what was read in it.
  shown() {
    if (this.root.dataset.state !== "done") return;
    this.file.value = "";
    this.part("words").textContent = "";
    this.set("idle");
  }

  // A file that has arrived but that the entry does not know of would be lost to the person: told until it is heard.
  async attach(url) {
    const address = this.root.dataset.doneUrl;
    if (!address) return null;
    const body = new FormData();
    body.set("upload", url);
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    const request = { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" };
    for (let tries = 1; ; tries++) {
      const answer = await fetch(address, request).catch(() => null);
      if (answer?.ok) return null;
      if (answer && answer.status < 500) return { reason: (await answer.json().catch(() => ({}))).words ?? answer.status };
      this.say("waiting");
      await new Promise((again) => setTimeout(again, RETRIES[Math.min(tries, RETRIES.length - 1)]));
    }
  }
}

for (const root of document.querySelectorAll("[data-upload]")) if (window.tus?.isSupported) new Uploader(root);
