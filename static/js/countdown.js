// data-deadline and data-now (both ISO, both the server's clock): time left, said at 5 and 1 minutes.
// Texts: data-said-5, data-said-1, data-said-0. Parts: [data-time] shows, [data-say] is the live region.
// [data-when-over] anywhere on the page is shown from the end on.
const LIMITS = [0, 60, 300];

function clock(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
}

function start(element) {
  const total = Date.parse(element.dataset.deadline) - Date.parse(element.dataset.now);
  const begun = { date: Date.now(), tick: performance.now() };
  const time = element.querySelector("[data-time]");
  const voice = element.querySelector("[data-say]");
  let last = Infinity;

  // A sleeping device stops one of the two clocks, so the one that went further counts.
  function left() {
    const gone = Math.max(Date.now() - begun.date, performance.now() - begun.tick);
    return Math.max(0, Math.ceil((total - gone) / 1000));
  }

  function tick() {
    const seconds = left();
    time.textContent = clock(seconds);
    element.classList.toggle("is-short", seconds <= 60);
    const reached = LIMITS.find((limit) => seconds <= limit && last > limit);
    if (reached !== undefined) voice.textContent = element.dataset[`said-${reached / 60}`] ?? "";
    last = seconds;
    if (seconds > 0) return;
    clearInterval(timer);
    for (const part of document.querySelectorAll("[data-when-over]")) part.hidden = false;
  }

  const timer = setInterval(tick, 1000);
  tick();
}

document.querySelectorAll("[data-deadline]").forEach(start);
