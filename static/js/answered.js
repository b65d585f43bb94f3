// Keeps the list of question numbers, and how many are answered, in step with the answers stored.
const nav = document.querySelector("[data-answered-nav]");
const count = document.querySelector("[data-answered-count]");

document.addEventListener("answer:stored", ({ target, detail: { isAnswered } }) => {
  const link = nav.querySelector(`a[href="#${target.id}"]`);
  link.classList.toggle("is-answered", isAnswered);
  link.querySelector("[data-if-answered]").hidden = !isAnswered;
  link.querySelector("[data-if-open]").hidden = isAnswered;
  count.textContent = nav.querySelectorAll(".is-answered").length;
});
