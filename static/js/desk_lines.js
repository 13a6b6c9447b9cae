// Lines of parts divided by bars, as rows of inputs: <textarea data-lines='{"heads": [{label, choices}], "add", "remove"}'>.
// The textarea stays what is sent; without this script one types the lines. And fields that only some kinds of a row have
// are shown with those alone: <textarea data-for-kinds="choice choices"> beside <select name="…-kind">.
const partsOf = (line) => line.split("|").map((part) => part.trim());

const lineOf = (row) => {
  const parts = [...row.querySelectorAll("input, select")].map((input) => input.value.replaceAll("|", "/").trim());
  if (!parts.some((part, index) => part && row.querySelectorAll("input, select")[index].tagName === "INPUT")) return "";
  while (parts.length > 1 && !parts.at(-1)) parts.pop();
  return parts.join(" | ");
};

const inputFor = ({ label, choices }, value) => {
  const input = document.createElement(choices.length ? "select" : "input");
  for (const [key, words] of choices) input.add(new Option(words, key, false, key === value));
  if (!choices.length) Object.assign(input, { type: "text", value });
  else if (value && input.value !== value) input.add(new Option(value, value, true, true)); // what nobody offers stays
  input.setAttribute("aria-label", label);
  return input;
};

const enhance = (area) => {
  const { heads, add, remove } = JSON.parse(area.dataset.lines);
  const table = document.createElement("table");
  table.className = "desk-lines";
  const head = table.createTHead().insertRow();
  for (const { label } of heads) head.append(Object.assign(document.createElement("th"), { scope: "col", textContent: label }));
  head.insertCell();
  const body = table.createTBody();

  const write = () => {
    area.value = [...body.rows].map(lineOf).filter(Boolean).join("\n");
  };
  const insert = (parts = []) => {
    const row = body.insertRow();
    heads.forEach((one, index) => row.insertCell().append(inputFor(one, parts[index] ?? "")));
    const out = document.createElement("button");
    Object.assign(out, { type: "button", className: "button button-small button-secondary", textContent: "×", ariaLabel: remove });
    out.addEventListener("click", () => (row.remove(), write()));
    row.insertCell().append(out);
    return row;
  };
  for (const line of area.value.split("\n").filter((text) => text.trim())) insert(partsOf(line));

  const more = document.createElement("button");
  Object.assign(more, { type: "button", className: "button button-small button-secondary", textContent: add });
  more.addEventListener("click", () => insert().querySelector("input, select").focus());
  body.addEventListener("input", write);
  body.addEventListener("change", write);
  const box = document.createElement("div");
  box.className = "desk-lines-box";
  box.append(table, more);
  area.after(box);
  area.hidden = true;
  const help = area.closest(".w-field")?.querySelector(".w-field__help, .help"); // it says how to type lines
  if (help && heads.length > 1) help.hidden = true;
};

for (const area of document.querySelectorAll("textarea[data-lines]")) {
  // A line that has more parts than there are inputs is shown as it was typed.
  const { heads } = JSON.parse(area.dataset.lines);
  if (area.value.split("\n").every((line) => partsOf(line).length <= heads.length)) enhance(area);
}

const bindKinds = (row) => {
  const kind = row.querySelector("select[name$='-kind']");
  const fields = [...row.querySelectorAll("[data-for-kinds]")];
  if (!kind || !fields.length) return;
  const decide = () => {
    for (const field of fields) {
      const wrapper = field.closest(".w-field__wrapper") ?? field;
      const isRefused = wrapper.querySelector(".w-field__errors .error-message, .w-field--error");
      wrapper.hidden = !field.dataset.forKinds.split(" ").includes(kind.value) && !isRefused;
    }
  };
  kind.addEventListener("change", decide);
  decide();
};

for (const row of document.querySelectorAll(".desk-row")) bindKinds(row);
