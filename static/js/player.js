// Puts media-chrome's controls round the plain <video controls> that is there already, and loads hls.js only for a
// stream that the browser cannot play itself. The scripts' addresses are data, because hashed names are the server's.
const load = (src) =>
  new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

const BAR = [
  "media-play-button",
  "media-time-range",
  "media-time-display",
  "media-captions-button",
  "media-mute-button",
  "media-volume-range",
  "media-fullscreen-button",
];

const dress = (player) => {
  const video = player.querySelector("video");
  const controller = document.createElement("media-controller");
  controller.setAttribute("hotkeys", "");
  controller.setAttribute("lang", document.documentElement.lang);
  const bar = document.createElement("media-control-bar");
  for (const name of BAR) {
    const part = document.createElement(name);
    if (name === "media-time-display") part.toggleAttribute("showduration", true);
    if (name === "media-captions-button" && !video.querySelector("track")) continue;
    bar.append(part);
  }
  video.before(controller);
  controller.append(video, bar);
  video.controls = false;
  // Without captions on by wish the default track still shows, as the markup says.
};

const stream = async (player) => {
  const source = player.querySelector("source[data-hls]");
  const video = player.querySelector("video");
  if (!source || video.canPlayType("application/vnd.apple.mpegurl")) return;
  await load(player.dataset.hlsScript);
  if (!window.Hls?.isSupported()) return;
  const hls = new window.Hls({ autoStartLoad: false });
  hls.loadSource(source.src);
  hls.attachMedia(video);
  video.addEventListener("play", () => hls.startLoad(), { once: true });
};

const players = [...document.querySelectorAll("[data-player]")];
if (players.length) {
  load(players[0].dataset.script)
    .then(() => players.forEach(dress))
    .catch(() => {}); // the browser's own controls stay
  for (const player of players) stream(player).catch(() => {});
}
