// input[data-show]: a password that may be shown. A button with the words of data-show and data-hide
// stands beside it; before the form is sent it is hidden again, so that browsers do not remember it
// as an ordinary text.
for (const input of document.querySelectorAll("input[data-show]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-secondary";
  button.setAttribute("aria-controls", input.id);

  const show = (isShown) => {
    input.type = isShown ? "text" : "password";
    button.textContent = isShown ? input.dataset.hide : input.dataset.show;
  };

  button.addEventListener("click", () => show(input.type === "password"));
  input.form.addEventListener("submit", () => show(false));
  show(false);
  const box = document.createElement("div");
  box.className = "password-box";
  input.replaceWith(box);
  box.append(input, button);
}
