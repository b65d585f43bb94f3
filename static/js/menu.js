// <details data-menu>: closes on Escape, on a press outside, and when another menu opens.
const menus = document.querySelectorAll("details[data-menu]");

function closeAll(except) {
  for (const menu of menus) if (menu !== except) menu.open = false;
}

document.addEventListener("pointerdown", (event) => closeAll(event.target.closest("[data-menu]")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("[data-menu][open]");
  closeAll(null);
  open?.querySelector("summary").focus();
});
