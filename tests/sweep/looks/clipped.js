// Text that its box hides, where the box does not scroll.
() => {
  const { name, isShown, isVisuallyHidden } = window.sweep;
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const hides = (style) => ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
  const isCut = (text, box, style) => {
    const isX = ["hidden", "clip"].includes(style.overflowX) && (text.right > box.right + 1 || text.left < box.left - 1);
    const isY = ["hidden", "clip"].includes(style.overflowY) && (text.bottom > box.bottom + 2 || text.top < box.top - 2);
    return isX || isY;
  };
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (!text.data.trim() || !isShown(parent) || parent.closest("script, style, svg, math, option, textarea")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const drawn = range.getBoundingClientRect();
    for (let box = parent; box && box !== document.documentElement; box = box.parentElement) {
      if (isVisuallyHidden(box)) break;
      const style = getComputedStyle(box);
      if (["auto", "scroll"].includes(style.overflowX) || ["auto", "scroll"].includes(style.overflowY)) break;
      if (hides(style) && isCut(drawn, box.getBoundingClientRect(), style)) {
        found.add(`cut off: ${name(parent)}`);
        break;
      }
    }
  }
  return [...found];
};
