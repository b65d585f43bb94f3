// While the line is down, a form that is sent (and on pages with [data-stays-offline] a link) would
// leave the page, and what was typed in it, for the browser's own error page. So it stays, and
// [data-offline-note] says so until the line is back.
// Before all others: nothing else may take the form for sent.
const note = document.querySelector("[data-offline-note]");

document.addEventListener("submit", (event) => {
  const form = event.target;
  // Dialogs stay on the page, and what htmx sends says by itself that it did not arrive.
  if (form.getAttribute("method") !== "dialog" && !form.hasAttribute("hx-post")) stay(event);
}, true);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  if (document.querySelector("[data-stays-offline]")) stay(event);
}, true);

window.addEventListener("online", () => (note.textContent = ""));

function stay(event) {
  if (navigator.onLine) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  note.textContent = note.dataset.offlineNote;
}
