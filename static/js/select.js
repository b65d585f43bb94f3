// [data-bulk] below a table of ticked rows: ticks all rows of the page at once, and says how many are.
for (const bar of document.querySelectorAll("[data-bulk]")) {
  const form = bar.closest("form");
  const all = bar.querySelector("[data-select-all]");
  const said = bar.querySelector("[data-selected]");
  const boxes = [...form.querySelectorAll("[data-select]")];

  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    all.checked = count > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
    said.textContent = said.dataset.selected.replace("{count}", count);
  };

  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  for (const box of boxes) box.addEventListener("change", show);
  show();
}
