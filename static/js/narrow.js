// A list that is narrowed in its place (form[data-narrow], see late.js): tells how many there are
// now, and when the answer is no list (the sign-in page, an error) goes there plainly.
const here = () => location.pathname + location.search;
let shown = here();

// The page that “back” came to may know nothing of the lists that were shown in its place.
window.addEventListener("popstate", () => {
  if (here() !== shown) location.reload();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isNarrowing(event)) return;
  const { xhr } = event.detail;
  if (xhr.status === 200 && xhr.getResponseHeader("HX-Push-Url")) return;
  event.preventDefault();
  HTMLFormElement.prototype.submit.call(event.detail.requestConfig.elt);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (!isNarrowing(event)) return;
  const found = document.querySelector("[data-found-count]");
  document.querySelector("#found-count").textContent = found?.textContent ?? "";
  // Who changes the language comes back to what is shown now.
  const back = document.querySelector(".language-switch [name=next]");
  if (back) back.value = here();
  shown = here();
});

for (const kind of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(kind, (event) => {
    const note = document.querySelector("[data-offline-note]");
    if (isNarrowing(event)) note.textContent = note.dataset.offlineNote;
  });
}

function isNarrowing({ detail }) {
  return detail.requestConfig?.elt.matches("form[data-narrow]");
}
