// [data-check-answer] in a question's fieldset checks the answer in its place: what is not stored yet
// is sent first (autosave.js), then the question's own fields, and the question that comes back takes
// the fieldset's place. Without an answer from the server everything stays and can be tried again.
const TIMEOUT = 20_000;
const said = document.querySelector("[data-checked-said]");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-check-answer]");
  if (!button) return;
  event.preventDefault();
  if (button.getAttribute("aria-disabled") !== "true") check(button);
});

// A verdict on another answer than the one that stands there would be a lie.
document.addEventListener("input", ({ target }) => {
  const box = target.closest("fieldset[data-autosave]");
  if (!box || target.matches("[data-flag]")) return;
  box.querySelector("[data-check-said]")?.replaceChildren();
  if ("checked" in box.dataset) clear(box);
});

async function check(button) {
  const box = button.closest("fieldset");
  const line = box.querySelector("[data-check-said]");
  button.setAttribute("aria-disabled", "true");
  say(line, box, "checking");
  try {
    if (await isStored(box)) show(box, line, await post(button, box));
    else say(line, box, "unchecked");
  } catch {
    say(line, box, "unchecked");
  }
  button.removeAttribute("aria-disabled");
}

function isStored(box) {
  let stored = Promise.resolve(true);
  const waitUntil = (promise) => (stored = promise);
  box.dispatchEvent(new CustomEvent("answer:flush", { detail: { waitUntil } }));
  return stored;
}

async function post(button, box) {
  const response = await fetch(button.formAction, {
    method: "POST",
    body: fieldsOf(box),
    headers: { "X-Requested-With": "fetch" },
    redirect: "manual",
    signal: AbortSignal.timeout?.(TIMEOUT),
  });
  return { status: response.status, isRedirect: response.type === "opaqueredirect", html: await response.text() };
}

function fieldsOf(box) {
  const names = new Set([...box.elements].map((field) => field.name)).add("csrf_token");
  const body = new FormData();
  for (const [name, value] of new FormData(box.form)) if (names.has(name)) body.append(name, value);
  return body;
}

function show(box, line, { status, isRedirect, html }) {
  // A redirect leads to the sign-in page; a refused token means that the session has changed.
  if (isRedirect || (status >= 400 && status < 500 && status !== 409 && status !== 429)) return say(line, box, "signed-out");
  if (status === 409) return void (line.innerHTML = html);
  if (status !== 200) throw new Error(String(status));
  replace(box, html);
}

function replace(box, html) {
  const part = document.createElement("template");
  part.innerHTML = html;
  const fresh = part.content.querySelector("fieldset.question");
  box.replaceWith(fresh);
  const deadline = part.content.querySelector("template[data-deadline-now]");
  if (deadline) document.dispatchEvent(new CustomEvent("deadline:now", { detail: deadline }));
  fresh.dispatchEvent(new CustomEvent("question:load", { bubbles: true }));
  const outcome = fresh.querySelector("[data-checked-outcome]");
  if (outcome) lead(fresh, outcome);
  said.textContent = outcome?.querySelector(".outcome, p")?.textContent.trim() ?? "";
}

// Question and outcome together where they fit the screen, else from the answer on.
function lead(box, outcome) {
  outcome.focus({ preventScroll: true });
  const bar = document.querySelector(".attempt-bar").offsetHeight;
  const height = outcome.getBoundingClientRect().bottom - box.getBoundingClientRect().top;
  const answer = box.querySelector(":checked")?.closest(".choice") ?? box.querySelector(".is-right, .is-wrong");
  const top = height + bar <= window.innerHeight ? box : (answer ?? outcome);
  window.scrollBy(0, top.getBoundingClientRect().top - bar);
}

function clear(box) {
  delete box.dataset.checked;
  for (const part of box.querySelectorAll("[data-checked-outcome], .verdict, .feedback, .answer-note")) part.remove();
  const states = ["is-right", "is-wrong", "is-partial"];
  for (const part of box.querySelectorAll(states.map((state) => `.${state}`))) part.classList.remove(...states);
}

function say(line, box, name) {
  const text = box.form.querySelector(`template[data-text="${name}"]`);
  line.replaceChildren(text.content.cloneNode(true));
}
