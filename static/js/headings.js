// Each heading of a text leads to itself, so that its address can be copied for a colleague.
for (const heading of document.querySelectorAll(".prose :is(h2, h3)[id]")) {
  if (heading.querySelector("a")) continue;
  const link = document.createElement("a");
  link.className = "anchor";
  link.href = `#${heading.id}`;
  link.append(...heading.childNodes);
  heading.append(link);
}
