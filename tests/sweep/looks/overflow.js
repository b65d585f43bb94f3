// What sticks out of the window sideways: outermost elements only, scrolled regions left aside.
() => {
  const { name, isShown, isVisuallyHidden, inScroller } = window.sweep;
  const width = document.documentElement.clientWidth;
  const found = [];
  if (document.documentElement.scrollWidth > width) {
    found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  }
  const isOutside = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > width + 1 || box.left < -1);
  };
  const walk = (element) => {
    for (const child of element.children) {
      if (!isShown(child) || isVisuallyHidden(child) || child.closest("svg, math")) continue;
      if (isOutside(child) && !inScroller(child)) found.push(`sticks out: ${name(child)}`);
      else walk(child);
    }
  };
  walk(document.body);
  return found;
};
