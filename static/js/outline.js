// In a long course: the outline beside the text begins where the reader is.
const contents = document.querySelector(".reading-contents");
const here = contents.querySelector("[aria-current=page]");
if (here && contents.scrollHeight > contents.clientHeight) {
  contents.scrollTop = here.offsetTop - contents.offsetTop - contents.clientHeight / 4;
}
