// a[data-picture]: a picture that waits until it is asked for. Pressing it puts the picture in its
// place; without this script the link opens it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-picture]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const picture = new Image();
  picture.alt = link.querySelector("[data-alt]").textContent;
  if (link.dataset.width) picture.width = link.dataset.width;
  if (link.dataset.height) picture.height = link.dataset.height;
  picture.tabIndex = -1;
  // Without the line it can be asked for again.
  picture.addEventListener("error", () => picture.replaceWith(link));
  picture.src = link.href;
  link.replaceWith(picture);
  picture.focus();
});
