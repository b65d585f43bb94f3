// In a long course: the outline beside the text begins where the reader is.
const contents = document.querySelector(".reading-contents");
// Shown there by the sheet alone; open, it also says so to whoever does not see it.
const wide = matchMedia("(min-width: 62rem)");
wide.addEventListener("change", () => (contents.open = wide.matches));
if (wide.matches) contents.open = true;
const here = contents.querySelector("[aria-current=page]");
if (here && contents.scrollHeight > contents.clientHeight) {
  contents.scrollTop = here.offsetTop - contents.offsetTop - contents.clientHeight / 4;
}
