// Gates: the viewer's own zone and a countdown by the server's clock. The page is complete without this file.
const lang = document.documentElement.lang;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const here = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
  year: "numeric",
  month: "long",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});

for (const time of document.querySelectorAll("time[data-moment]")) {
  const at = new Date(time.dateTime);
  if (Number(time.dataset.offset) === -at.getTimezoneOffset()) continue; // the call's zone is the viewer's
  const line = document.createElement("span");
  line.className = "moment__here";
  line.textContent = `${time.dataset.here} ${here.format(at)} (${zone})`;
  time.append(line);
}

// The server's clock is ahead of this one by what `data-now` is ahead of the arrival of the page: a wrong clock here
// changes nothing. Date is asked on every tick, because `performance.now()` stands still while the machine sleeps.
const arrived = Date.now();

const words = (element) => {
  const ahead = Date.parse(element.dataset.now) - arrived;
  const left = Date.parse(element.dataset.countdown) - (Date.now() + ahead);
  if (left <= 0) return element.dataset.over;
  const [unit, size] = left > 172800e3 ? ["days", 86400e3] : left > 7200e3 ? ["hours", 3600e3] : ["minutes", 60e3];
  return element.dataset[unit].replace("{n}", Math.max(1, Math.floor(left / size)));
};

const counters = document.querySelectorAll("[data-countdown]");
const tick = () => {
  for (const element of counters) {
    const text = words(element);
    if (element.textContent !== text) element.textContent = text;
  }
};

if (counters.length) {
  tick();
  setInterval(tick, 15000);
  document.addEventListener("visibilitychange", tick);
  addEventListener("pageshow", tick);
}
