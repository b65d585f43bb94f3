// htmx weighs twice as much as a lesson, so it comes when somebody turns to a form that uses it: a
// self-check (form[data-check]), or what narrows a list (form[data-narrow]). A form that is sent
// sooner waits for it, or goes plainly if it fails to come.
const LATE = "form:is([data-check], [data-narrow])";
// Nothing that the site's rules for scripts and styles forbid; “back” loads the page itself.
const CONFIG = {
  includeIndicatorStyles: false,
  allowEval: false,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
};
const address = document.querySelector("script[data-htmx]").dataset.htmx;
let coming = null;
let isThere = false;

for (const kind of ["pointerdown", "focusin"]) {
  document.addEventListener(kind, ({ target }) => {
    if (target.closest(LATE)) bring().catch(() => {});
  });
}

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (isThere || !form.matches(LATE)) return;
  event.preventDefault();
  try {
    await bring();
    form.requestSubmit(submitter);
  } catch {
    const failed = form.querySelector("[data-check-failed]");
    if (navigator.onLine || !failed) form.submit();
    else failed.hidden = false;
  }
});

// Later on htmx itself sends such a form at every choice.
document.addEventListener("change", ({ target }) => {
  if (!isThere && target.matches("[data-narrow] select")) target.form.requestSubmit();
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
  const config = document.createElement("meta");
  config.name = "htmx-config";
  config.content = JSON.stringify(CONFIG);
  document.head.append(config);
  const script = document.createElement("script");
  script.src = address;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}
