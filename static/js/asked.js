// form[data-asks]: fields in [data-asked] are hidden while the chosen option's data-asks does not name
// them. What is filled in stays in sight, since it is sent.
for (const form of document.querySelectorAll("form[data-asks]")) {
  const chooser = form.querySelector("select:has(option[data-asks])");
  const parts = form.querySelectorAll("[data-asked]");

  const isFilled = (part) =>
    [...part.querySelectorAll("input:not([type=radio])")].some((input) => input.value);

  const show = () => {
    const asks = chooser.selectedOptions[0]?.dataset.asks?.split(" ") ?? [];
    for (const part of parts) {
      const isRefused = part.querySelector("[aria-invalid]");
      part.hidden = !asks.includes(part.dataset.asked) && !isFilled(part) && !isRefused;
    }
  };
  chooser.addEventListener("change", show);
  show();
}
