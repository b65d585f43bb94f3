// [data-count="id"]: the words of a text field, counted in that element's [data-words] while they
// are written; [data-if-enough] in it is shown from its data-least words on.
document.addEventListener("input", ({ target }) => {
  if (target.dataset.count) count(target);
});
// autosave.js may have put back a text that the page did not know.
document.querySelectorAll("[data-count]").forEach(count);

function count(field) {
  const line = document.getElementById(field.dataset.count);
  const words = field.value.split(/\s+/u).filter(Boolean).length;
  line.querySelector("[data-words]").textContent = words;
  const enough = line.querySelector("[data-if-enough]");
  if (enough) enough.hidden = words < Number(line.dataset.least);
}
