// [data-ordering]: items are moved with buttons in place of the selects with their numbers. The
// selects follow, so that the same fields are posted and saved as without JavaScript.
const watched = new WeakSet();

class Ordering {
  constructor(box) {
    this.list = box.querySelector("[data-items]");
    this.said = box.querySelector("[data-said]");
    this.keep = box.querySelector("[data-keep]");
    this.moved = box.dataset.moved;
    this.sort();
    for (const part of box.querySelectorAll("[data-if-plain]")) part.hidden = true;
    for (const part of box.querySelectorAll("[data-if-live]")) part.hidden = false;
    this.show();
    this.list.addEventListener("click", (event) => this.move(event.target.closest("[data-move]")));
    this.keep.addEventListener("click", (event) => event.target.closest("button") && this.settle());
  }

  get items() {
    return [...this.list.querySelectorAll("[data-item]")];
  }

  // As the selects say: autosave.js may have put back an answer that the page did not know.
  sort() {
    const place = (item) => Number(item.querySelector("select").value) || Infinity;
    this.list.append(...this.items.sort((one, other) => place(one) - place(other) || 0));
  }

  move(button) {
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const item = button.closest("[data-item]");
    if (button.dataset.move === "-1") item.previousElementSibling.before(item);
    else item.nextElementSibling.after(item);
    button.focus();
    this.settle();
    this.tell(item);
  }

  // From here on the order is an answer.
  settle() {
    this.items.forEach((item, place) => (item.querySelector("select").value = place + 1));
    this.show();
    this.list.querySelector("select").dispatchEvent(new Event("input", { bubbles: true }));
  }

  show() {
    const items = this.items;
    const isAnswered = items.every((item) => item.querySelector("select").value);
    // A button that lost focus by being disabled would send keyboards back to the top.
    items.forEach((item, place) => {
      const [up, down] = item.querySelectorAll("[data-move]");
      up.setAttribute("aria-disabled", place === 0);
      down.setAttribute("aria-disabled", place === items.length - 1);
    });
    this.list.classList.add("is-numbered");
    if (isAnswered && this.keep.contains(document.activeElement)) items[0].querySelector("[data-move]").focus();
    this.keep.hidden = isAnswered;
  }

  tell(item) {
    const items = this.items;
    const gaps = {
      item: item.querySelector("[data-text]").textContent.trim(),
      place: items.indexOf(item) + 1,
      count: items.length,
    };
    this.said.textContent = this.moved.replace(/\{(\w+)\}/g, (_, name) => gaps[name]);
  }
}

function watch(part) {
  for (const box of part.querySelectorAll("[data-ordering]")) {
    if (!watched.has(box)) new Ordering(box);
    watched.add(box);
  }
}

watch(document);
// A question that was checked comes back as a new part of the page.
for (const name of ["htmx:load", "question:load"]) {
  document.addEventListener(name, (event) => watch(event.target));
}
