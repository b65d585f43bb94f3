// Who comes back to a long text is offered the section they left it at ([data-resume]: whose text it
// is, for a computer may have several readers). Kept in this browser only.
const link = document.querySelector("[data-resume]");
const key = `place ${link.dataset.resume} ${location.pathname}`;
const headings = [...document.querySelectorAll(".prose h2[id]")];

offer(headings.find(({ id }) => id === localStorage.getItem(key)));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") remember();
});

function offer(heading) {
  if (!heading || location.hash) return;
  link.href = `#${heading.id}`;
  link.querySelector("span").textContent = heading.textContent;
  link.hidden = false;
}

function remember() {
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 2);
  // Whoever is in the first section finds it without help.
  if (passed.length > 1) localStorage.setItem(key, passed.at(-1).id);
  else localStorage.removeItem(key);
}
