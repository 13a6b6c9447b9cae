// The editors' questions: follow-ups appear as soon as what they depend on is answered, tables get and lose rows,
// long texts count their characters. The server decides all of it again when it saves.
const form = document.querySelector(".questions")?.closest("form");

const valuesOf = (name) =>
  [...form.elements]
    .filter((element) => element.name === name && (!["checkbox", "radio"].includes(element.type) || element.checked))
    .map((element) => element.value.trim())
    .filter(Boolean);

const hasRows = (name) =>
  [...form.elements].some((element) => element.name?.startsWith(`${name}.`) && element.type !== "button" && element.value);

const hasFile = (name) => Boolean(document.getElementById(`id_${name}`)?.querySelector("[data-held-state=received], [data-held-state=readable]"));

const isMet = (box) => {
  const name = box.dataset.askedIf;
  const before = form.elements[name] ?? form.querySelector(`[data-table-field="${CSS.escape(name)}"]`);
  if (!before) return hasFile(name) || !box.hidden;
  const first = before.length && !before.tagName ? before[0] : before;
  if (first.closest?.(".question")?.hidden) return false;
  const wanted = JSON.parse(box.dataset.askedValues);
  const given = valuesOf(name);
  return wanted.length ? given.some((value) => wanted.includes(value)) : given.length > 0 || hasRows(name);
};

const decide = () => {
  for (const box of form.querySelectorAll("[data-asked-if]")) box.hidden = !isMet(box); // in their order: chains
};

const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));

const renumber = (table) => {
  const name = table.dataset.tableField;
  const rows = [...table.querySelectorAll("[data-row]")];
  rows.forEach((row, index) => {
    row.querySelector("[data-row-number]").textContent = index + 1;
    for (const input of row.querySelectorAll("input")) {
      input.name = `${name}.${index}.${input.name.slice(name.length).split(".")[2]}`;
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/, \S+$/u, `, ${index + 1}`));
    }
    const out = row.querySelector("[data-remove-row]");
    out.value = `${name}.${index}`;
    const words = out.querySelector(".visually-hidden");
    words.textContent = words.textContent.replace(/__n__|\d+/u, index + 1);
  });
  table.querySelector("[data-add-row]").disabled = rows.length >= Number(table.dataset.mostRows);
};

const addRow = (table) => {
  const blank = table.querySelector("[data-blank-row]").content.cloneNode(true);
  const row = table.querySelector("[data-rows]").appendChild(blank.querySelector("[data-row]"));
  renumber(table);
  return row;
};

const bindTable = (table) => {
  renumber(table);
  table.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-row], [data-remove-row]");
    if (!button) return;
    event.preventDefault();
    if ("addRow" in button.dataset) return addRow(table).querySelector("input").focus();
    const row = button.closest("[data-row]");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (next) row.remove();
    else for (const input of row.querySelectorAll("input")) input.value = "";
    renumber(table);
    (next ?? row).querySelector("input").focus();
    changed();
    return null;
  });
};

const segmenter = "Segmenter" in Intl ? new Intl.Segmenter() : null;
const lengthOf = (text) => (segmenter ? [...segmenter.segment(text)].length : [...text].length);

const bindCount = (area) => {
  const limit = Number(area.dataset.limit);
  const count = document.createElement("div");
  count.className = "form-field__count";
  count.setAttribute("aria-hidden", "true");
  area.after(count);
  const tell = () => {
    const length = lengthOf(area.value.trim());
    count.textContent = `${length} / ${limit}`;
    count.dataset.state = length > limit ? "over" : "";
  };
  area.addEventListener("input", tell);
  tell();
};

if (form) {
  for (const table of form.querySelectorAll("[data-table-field]")) bindTable(table);
  for (const area of form.querySelectorAll("textarea[data-limit]")) bindCount(area);
  form.addEventListener("input", decide);
  form.addEventListener("change", decide);
  document.addEventListener("file:shown", decide);
  // What autosave brings back may have more rows than the page.
  form.addEventListener("autosave:fill", ({ detail }) => {
    for (const table of form.querySelectorAll("[data-table-field]")) {
      const start = `${table.dataset.tableField}.`;
      const rows = detail.filter((name) => name.startsWith(start)).map((name) => Number(name.slice(start.length).split(".")[0]));
      const wanted = Math.min(Math.max(-1, ...rows) + 1, Number(table.dataset.mostRows));
      while (table.querySelectorAll("[data-row]").length < wanted) addRow(table);
    }
  });
  decide();
}
