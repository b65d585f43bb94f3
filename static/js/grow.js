// [data-grow]: a textarea as tall as its text, where the browser does not do that by itself.
function fit(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}

if (!CSS.supports("field-sizing", "content")) {
  document.addEventListener("input", ({ target }) => target.matches("[data-grow]") && fit(target));
  document.addEventListener("htmx:load", ({ target }) => target.querySelectorAll("[data-grow]").forEach(fit));
  document.querySelectorAll("[data-grow]").forEach(fit);
}
