// Deciding on entries of the record: keys for what has [data-key], and texts that are often needed.
const STORED = "lentera-queue-keys";
const keys = document.querySelector("[data-keys]");

for (const box of document.querySelectorAll("[data-quick-texts]")) {
  const field = document.getElementById(box.dataset.quickTexts);
  const offered = box.querySelector("select");
  box.hidden = false;
  offered.addEventListener("change", () => {
    // What was typed stays; a text that was only chosen gives way to the next.
    const isTyped = ![...offered.options].some((option) => option.value === field.value.trim());
    field.value = [isTyped ? field.value.trim() : "", offered.value].filter(Boolean).join(" ");
  });
}

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

const act = (target) => {
  if (target.tagName !== "DETAILS") {
    target.click();
    return;
  }
  target.open = true;
  target.querySelector("textarea").focus();
};

if (keys) {
  const choice = keys.querySelector("[data-keys-on]");
  keys.hidden = false;
  // A browser may keep nothing; then the choice holds for this page.
  const stored = (use) => {
    try {
      return use();
    } catch {
      return null;
    }
  };
  choice.checked = stored(() => localStorage.getItem(STORED)) !== "off";
  choice.addEventListener("change", () =>
    stored(() => localStorage.setItem(STORED, choice.checked ? "on" : "off")),
  );

  document.addEventListener("keydown", (event) => {
    if (!choice.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const target =
      event.key === "?"
        ? document.getElementById("keys-opener")
        : document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    act(target);
  });
}
