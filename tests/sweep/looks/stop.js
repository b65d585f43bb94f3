// Where the keyboard is now, and what is wrong with it; null once it has left the page.
async () => {
  const { name, isVisuallyHidden, isShown, labelOf, look, before } = window.sweep;
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const last = window.sweep.last;
  // Parts of one control: the days and months of a date, the buttons of a player.
  const hasParts = ["iframe", "audio", "video"].includes(element.localName) || /date|time|month|week/.test(element.type ?? "");
  if (element === last && hasParts) return { name: name(element), wrong: [] };
  const wrong = [];
  if (element === last) wrong.push(`keeps the keyboard: ${name(element)}`);
  const isBefore = last && last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
  if (isBefore && !last.contains(element)) wrong.push(`comes too late: ${name(element)}`);
  if (look(element) === before.get(element)) wrong.push(`looks the same with focus: ${name(element)}`);

  const label = labelOf(element);
  const drawn = isVisuallyHidden(element) && label && isShown(label) ? label : element;
  const boxOf = () => [...drawn.getClientRects()].find((one) => one.width && one.height) ?? drawn.getBoundingClientRect();
  let box = boxOf();
  // On a long page the scrolling may come a moment after the focus.
  for (let wait = 0; wait < 5 && (box.bottom <= 0 || box.top >= innerHeight); wait++) {
    await new Promise((done) => setTimeout(done, 100));
    box = boxOf();
  }
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  if (right <= left || bottom <= top) wrong.push(`outside the window: ${name(element)}`);
  else {
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (!hit || !(drawn.contains(hit) || label?.contains(hit))) wrong.push(`covered by ${hit ? name(hit) : "nothing"}: ${name(element)}`);
  }
  window.sweep.last = element;
  return { name: name(element), wrong, isSkipLink: element.matches('a[href^="#"]') };
};
