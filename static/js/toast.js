// Messages in [data-toasts]: said by screen readers although the page came with them, and closable.
for (const region of document.querySelectorAll("[data-toasts]")) {
  for (const close of region.querySelectorAll("[data-toast-close]")) close.hidden = false;
  // A live region tells only of what comes into it; whoever is in it already knows.
  setTimeout(() => {
    if (!region.contains(document.activeElement)) region.append(...region.childNodes);
  }, 300);
  region.addEventListener("click", (event) => {
    const close = event.target.closest("[data-toast-close]");
    if (!close) return;
    close.parentElement.remove();
    document.getElementById("main").focus();
  });
}
