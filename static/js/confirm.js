// data-confirm="question" on a submit button or a form: asks in the page's dialog before submitting.
const dialog = document.getElementById("confirm");
const yes = dialog?.querySelector("[data-confirm-yes]");
const answered = new WeakSet();

function ask(form, submitter, question) {
  dialog.querySelector(".dialog-text").textContent = question;
  if (submitter) {
    yes.textContent = submitter.textContent.trim();
    yes.className = submitter.className;
  }
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes") return;
    answered.add(form);
    form.requestSubmit(submitter);
  }, { once: true });
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!question || !dialog?.showModal || answered.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(form, event.submitter, question);
}, true);
