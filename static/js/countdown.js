// data-deadline, data-taken-until and data-now (all ISO, all the server's clock): time left, said at 5
// and 1 minutes. Once no answer is taken any more the page loads itself anew, to show the result.
// Texts: data-said-5, data-said-1, data-said-0. Parts: [data-time] shows, [data-say] is the live region.
// [data-when-over] anywhere on the page is shown from the end on, with the end of the grace in [data-until].
// An officer may move the deadline meanwhile: the event deadline:now brings the one of now, a template
// [data-deadline-now], and so does the address data-ask, asked before it is said that the time is up.
const LIMITS = [0, 60, 300];
// In seconds: many share one deadline, and their pages do not all come at once.
const LONGEST_WAIT = 6;
const LONGEST_ASKING = 5000;

function clock(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
}

function start(element) {
  const begun = { date: Date.now(), tick: performance.now() };
  const time = element.querySelector("[data-time]");
  const voice = element.querySelector("[data-say]");
  let [timer, reloading] = [0, 0];
  let last = Infinity;

  const sinceNow = (name) => Date.parse(element.dataset[name]) - Date.parse(element.dataset.now);
  // A sleeping device stops one of the two clocks, so the one that went further counts.
  const gone = () => Math.max(Date.now() - begun.date, performance.now() - begun.tick);
  const left = () => Math.max(0, Math.ceil((sinceNow("deadline") - gone()) / 1000));

  function run() {
    clearInterval(timer);
    clearTimeout(reloading);
    timer = setInterval(tick, 1000);
    tick();
  }

  function tick() {
    const seconds = left();
    time.textContent = clock(seconds);
    element.classList.toggle("is-short", seconds <= 60);
    if (seconds > 0) return say(seconds);
    clearInterval(timer);
    ask();
  }

  function say(seconds) {
    const reached = LIMITS.find((limit) => seconds <= limit && last > limit);
    if (reached !== undefined) voice.textContent = element.dataset[`said-${reached / 60}`] ?? "";
    last = seconds;
  }

  async function ask() {
    const asked = element.dataset.deadline;
    const told = await deadlineOf(element.dataset.ask);
    if (told) move(told);
    if (element.dataset.deadline === asked) end();
  }

  function end() {
    say(0);
    showOver(true);
    const wait = Math.max(0, sinceNow("takenUntil") - gone()) + (1 + Math.random() * LONGEST_WAIT) * 1000;
    reloading = setTimeout(reload, wait);
  }

  function move(told) {
    const deadline = told.dataset.deadlineNow;
    if (deadline === element.dataset.deadline) return;
    Object.assign(element.dataset, { deadline, takenUntil: told.dataset.takenUntil });
    element.dataset["said-0"] = told.dataset["said-0"];
    for (const part of document.querySelectorAll("[data-until]")) part.textContent = told.dataset.until;
    showOver(false);
    last = left();
    voice.textContent = told.content.textContent.trim();
    run();
  }

  document.addEventListener("deadline:now", (event) => move(event.detail));
  run();
}

function showOver(isOver) {
  for (const part of document.querySelectorAll("[data-when-over]")) part.hidden = !isOver;
}

// Without an answer the deadline known so far holds.
async function deadlineOf(address) {
  try {
    const response = await fetch(address, { redirect: "error", signal: AbortSignal.timeout?.(LONGEST_ASKING) });
    if (!response.ok) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("template[data-deadline-now]");
  } catch {
    return null;
  }
}

// Without a line the page stays, and what was typed in it.
function reload() {
  if (navigator.onLine) location.reload();
  else window.addEventListener("online", () => location.reload(), { once: true });
}

document.querySelectorAll("[data-deadline]").forEach(start);
