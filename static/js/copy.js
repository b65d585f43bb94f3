// input[data-copy]: a text to be taken along. A button with the words of data-copy stands beside it
// and says data-copied once it has been copied; without the clipboard the text is selected.
for (const input of document.querySelectorAll("input[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-primary";
  button.textContent = input.dataset.copy;

  const state = document.createElement("span");
  state.setAttribute("role", "status");
  state.className = "visually-hidden";

  button.addEventListener("click", async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
    } catch {
      return;
    }
    button.textContent = state.textContent = input.dataset.copied;
  });

  const box = document.createElement("div");
  box.className = "password-box";
  input.replaceWith(box);
  box.append(input, button, state);
}
