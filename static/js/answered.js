// Keeps the list of question numbers, what is flagged in it, and how many are answered, in step with
// the answers stored.
const nav = document.querySelector("[data-answered-nav]");
const count = document.querySelector("[data-answered-count]");

document.addEventListener("answer:stored", ({ target, detail: { isAnswered, isFlagged } }) => {
  const dot = nav.querySelector(`[data-slot="${target.id.slice(1)}"]`);
  dot.classList.toggle("is-answered", isAnswered);
  dot.querySelector("[data-if-answered]").hidden = !isAnswered;
  dot.querySelector("[data-if-open]").hidden = isAnswered;
  dot.querySelector("[data-if-flagged]").hidden = !isFlagged;
  count.textContent = nav.querySelectorAll(".is-answered").length;
});
