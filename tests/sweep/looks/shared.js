// What the looks share; put into each page before them.
(() => {
  const words = (element) => (element.textContent || element.value || "").trim().replace(/\s+/g, " ").slice(0, 30);

  const name = (element) => {
    const classes = [...element.classList].map((one) => `.${one}`).join("");
    const parent = element.parentElement?.closest("[class]");
    const above = parent ? `.${[...parent.classList].join(".")} ` : "";
    const type = element.type && element.localName === "input" ? `[type=${element.type}]` : "";
    return `${classes ? "" : above}${element.localName}${type}${classes} “${words(element)}”`;
  };

  const isVisuallyHidden = (element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const isClipped = (style.clip !== "auto" && style.clip !== "") || style.clipPath !== "none";
    return style.opacity === "0" || (box.width <= 1 && box.height <= 1) || (isClipped && style.position === "absolute");
  };

  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

  const labelOf = (element) => element.labels?.[0] ?? element.closest("label");

  const scrollsSideways = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);

  const inScroller = (element) => {
    for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) {
      if (scrollsSideways(one)) return true;
    }
    return false;
  };

  window.sweep = { name, isVisuallyHidden, isShown, labelOf, inScroller };
})();
