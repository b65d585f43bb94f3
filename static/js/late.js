// htmx weighs twice as much as a lesson, so it comes when somebody turns to a self-check
// (form[data-check]). A check that is sent sooner waits for it, or goes plainly if it fails to come.
const address = document.querySelector("script[data-htmx]").dataset.htmx;
let coming = null;
let isThere = false;

for (const kind of ["pointerdown", "focusin"]) {
  document.addEventListener(kind, ({ target }) => {
    if (target.closest("form[data-check]")) bring().catch(() => {});
  });
}

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (isThere || !form.matches("[data-check]")) return;
  event.preventDefault();
  try {
    await bring();
    form.requestSubmit(submitter);
  } catch {
    if (navigator.onLine) form.submit();
    else form.querySelector("[data-check-failed]").hidden = false;
  }
});

function bring() {
  coming ??= load().then(() => (isThere = true));
  coming.catch(() => (coming = null));
  return coming;
}

async function load() {
  // Before the page is complete htmx would wait for an event that has passed.
  if (document.readyState !== "complete") {
    await new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
  }
  const script = document.createElement("script");
  script.src = address;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}
