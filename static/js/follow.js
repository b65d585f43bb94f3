// [data-follow=address]: brings this part of the page anew until it is no longer queued or running,
// then the whole page. What is read aloud is said at each new step, else every quarter of a minute.
const part = document.querySelector("[data-follow]");
const said = document.querySelector("[data-follow-said]");
const down = document.querySelector("[data-follow-down]");
const SECOND = 1000;
const QUIET = 15 * SECOND;
let step = "";
let saidAt = 0;

async function look() {
  let isFinished = false;
  try {
    const answer = await fetch(part.dataset.follow, { redirect: "manual", signal: AbortSignal.timeout(15 * SECOND) });
    if (answer.type === "opaqueredirect" || answer.status === 404) isFinished = true; // signed out, or gone
    else if (answer.ok) isFinished = show(await answer.text());
    else throw new Error(answer.status);
    down.textContent = "";
  } catch {
    down.textContent = down.dataset.followDown;
  }
  if (isFinished) location.reload();
  else setTimeout(look, document.hidden ? 5 * SECOND : SECOND);
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-state]");
  if (!["queued", "running"].includes(fresh.dataset.state)) return true;
  part.replaceChildren(fresh);
  say(fresh.dataset.said);
  return false;
}

function say(text) {
  const now = Date.now();
  const next = text.split(":")[0];
  if (next === step && now - saidAt < QUIET) return;
  step = next;
  saidAt = now;
  said.textContent = text;
}

setTimeout(look, SECOND / 2);
