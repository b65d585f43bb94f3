// data-busy="text" on a form whose answer takes long: says so, and keeps a second click away.
document.addEventListener("submit", (event) => {
  const text = event.target.dataset.busy;
  if (!text || event.defaultPrevented) return;
  const button = event.submitter ?? event.target.querySelector("[type=submit]");
  const note = document.createElement("p");
  note.className = "muted";
  note.setAttribute("role", "status");
  button.closest(".actions").append(note);
  note.textContent = text;
  // Not before the form has been read for sending.
  setTimeout(() => {
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
  });
  // Back from the next page by the browser's button: as if nothing had happened.
  addEventListener("pageshow", () => {
    button.disabled = false;
    button.removeAttribute("aria-busy");
    note.remove();
  }, { once: true });
});
