// a[data-dialog="id"]: opens <dialog id> above the page; a[data-dialog-close] in it closes it again.
// The browser keeps the focus inside, closes on Escape and gives the focus back.
for (const opener of document.querySelectorAll("a[data-dialog]")) {
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener ? document.getElementById(opener.dataset.dialog)
    : event.target.closest("[data-dialog-close]")?.closest("dialog");
  if (!dialog) return;
  event.preventDefault();
  if (opener) dialog.showModal();
  else dialog.close();
});

// A link that acts as a button answers to the space bar too.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches?.("a[data-dialog]")) return;
  event.preventDefault();
  event.target.click();
});
