// data-confirm="question" on a submit button or a form: asks in the page's dialog before submitting.
// "{count}" in it is how many rows are ticked (see select.js); with none the form goes as it is, and
// the answer says what is missing.
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

function ticked(form) {
  const whole = form.querySelector("[data-select-found]:checked");
  return whole ? Number(whole.dataset.selectFound) : form.querySelectorAll("[data-select]:checked").length;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!question || !dialog?.showModal || answered.delete(form)) return;
  const count = ticked(form);
  if (count === 0 && question.includes("{count}")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(form, event.submitter, question.replace("{count}", count));
}, true);
