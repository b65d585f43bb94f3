// How everything looks that can be focused, before it is; and the keyboard begins at the top.
() => {
  const PROPERTIES = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderTopColor", "borderBottomColor", "borderBottomWidth", "backgroundColor", "color", "textDecorationLine", "textDecorationThickness"];
  const STOPS = "a[href], button, input, select, textarea, summary, [tabindex], iframe, audio, video";

  const around = (element) => [element, ...(element.labels ?? []), element.parentElement, element.parentElement?.parentElement].filter(Boolean);

  const look = (element) => around(element).map((one) =>
    ["", "::before", "::after"].map((pseudo) => {
      const style = getComputedStyle(one, pseudo || undefined);
      return PROPERTIES.map((property) => style[property]).join();
    }).join("|"),
  ).join("\n");

  const before = new Map();
  document.activeElement?.blur();
  for (const element of document.querySelectorAll(STOPS)) before.set(element, look(element));
  Object.assign(window.sweep, { look, before, last: null, here: 0 });
  document.body.tabIndex = -1;
  document.body.focus({ preventScroll: true });
  document.body.removeAttribute("tabindex");
  return before.size;
};
