// What a finger has to hit and that is smaller than 44 px; links in a sentence are left aside.
() => {
  const { name, isShown, isVisuallyHidden, labelOf } = window.sweep;
  const LEAST = 43.5;
  const ALL = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";

  const isInSentence = (link) => {
    if (link.localName !== "a" || getComputedStyle(link).display !== "inline") return false;
    let line = link.parentElement;
    while (getComputedStyle(line).display === "inline") line = line.parentElement;
    const words = [...line.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && /\p{L}{2,}/u.test(one.data));
    return words || Boolean(link.closest(".prose"));
  };

  // Also what a pseudo-element adds around it, which has no box to ask for: its corners are touched.
  const reach = (element, box) => {
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const at = element.getBoundingClientRect();
    const [x, y] = [at.left + at.width / 2, at.top + at.height / 2];
    const label = labelOf(element);
    const hits = (dx, dy) => {
      const hit = document.elementFromPoint(x + dx, y + dy);
      return Boolean(hit) && (element.contains(hit) || Boolean(label?.contains(hit)));
    };
    const half = LEAST / 2 - 0.5;
    return (box.height >= LEAST || (hits(0, -half) && hits(0, half)))
      && (box.width >= LEAST || (hits(-half, 0) && hits(half, 0)));
  };

  // Of many in a list or table, the first is told.
  const found = new Map();
  const tell = (element, box) => {
    const told = name(element);
    const kind = told.slice(0, told.indexOf("“"));
    if (!found.has(kind)) found.set(kind, `${Math.round(box.width)}×${Math.round(box.height)} ${told}`);
  };

  for (const element of document.querySelectorAll(ALL)) {
    const isPressedByLabel = ["checkbox", "radio"].includes(element.type) || (element.type === "file" && isVisuallyHidden(element));
    const label = isPressedByLabel ? labelOf(element) : null;
    const target = label && isShown(label) ? label : element;
    if (element.disabled || !isShown(target) || (target === element && isVisuallyHidden(element))) continue;
    if (isInSentence(element)) continue;
    const box = target.getBoundingClientRect();
    if (box.width >= LEAST && box.height >= LEAST) continue;
    if (!reach(target, box)) tell(element, box);
  }
  scrollTo({ top: 0, behavior: "instant" });
  return [...found.values()];
};
