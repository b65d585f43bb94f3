// Whether the keyboard goes on behind the start of what the skip link names.
() => {
  const target = document.querySelector(location.hash || "#none");
  const here = document.activeElement;
  if (!target || !here || here === document.body) return false;
  return target.contains(here) || Boolean(target.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING);
};
