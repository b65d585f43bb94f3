// A self-check (form[data-check]) that htmx could not answer: says so when the line is down, and
// posts plainly when something else than a check came back, the sign-in page for example.
document.addEventListener("htmx:beforeRequest", ({ target }) => say(target, false));
document.addEventListener("htmx:sendError", ({ target }) => say(target, true));
document.addEventListener("htmx:timeout", ({ target }) => say(target, true));
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400 && xhr.responseText.includes("data-check")) return;
  event.preventDefault();
  HTMLFormElement.prototype.submit.call(event.target);
});

function say(form, isDown) {
  form.querySelector("[data-check-failed]").hidden = !isDown;
}
