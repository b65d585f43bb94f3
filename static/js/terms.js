// a.term: its meaning beside the word, on hover, on focus, or at the first tap; the link itself
// leads to the glossary, also when the meaning cannot be fetched.
const known = new Map();
let open = null;
let wanted = null;
let timer = 0;

function fetched(link) {
  const url = new URL(link.href);
  const anchor = decodeURIComponent(url.hash.slice(1));
  const address = `${url.pathname}/${encodeURIComponent(anchor)}${url.search}`;
  if (!known.has(address)) {
    const answer = fetch(address).then((response) => (response.ok ? response.text() : ""));
    known.set(address, answer.then((text) => (text.includes("data-term") ? text : "")).catch(() => ""));
  }
  return known.get(address);
}

async function show(link) {
  clearTimeout(timer);
  if (open?.link === link) return true;
  wanted = link;
  const html = await fetched(link);
  // The reader went on while it was on its way: nothing covers what is read now.
  if (wanted !== link) return true;
  if (!html) return false;
  hide();
  const box = document.createElement("div");
  box.className = "term-box";
  box.id = "term-box";
  box.setAttribute("role", "tooltip");
  box.innerHTML = html;
  document.body.append(box);
  link.setAttribute("aria-describedby", box.id);
  place(box, link);
  open = { link, box };
  return true;
}

function place(box, link) {
  const word = link.getClientRects()[0];
  const most = document.documentElement.clientWidth - box.offsetWidth - 8;
  const below = word.bottom + box.offsetHeight + 8 < window.innerHeight;
  box.style.insetInlineStart = "auto";
  box.style.left = `${Math.max(8, Math.min(word.left, most)) + window.scrollX}px`;
  box.style.top = `${(below ? word.bottom + 4 : word.top - box.offsetHeight - 4) + window.scrollY}px`;
}

function hide() {
  wanted = null;
  open?.link.removeAttribute("aria-describedby");
  open?.box.remove();
  open = null;
}

const termAt = (event) => event.target.closest?.("a.term");
const inside = (node) => open && (open.link.contains(node) || open.box.contains(node));

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  clearTimeout(timer);
  const link = termAt(event);
  if (link) timer = setTimeout(show, 150, link);
  else if (open && !inside(event.target)) timer = setTimeout(hide, 250);
});
document.addEventListener("focusin", (event) => {
  const link = termAt(event);
  if (link?.matches(":focus-visible")) show(link);
  else if (!inside(event.target)) hide();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
document.addEventListener("click", (event) => {
  const link = termAt(event);
  if (!link) {
    if (!inside(event.target)) hide();
  } else if (event.pointerType === "touch" && open?.link !== link) {
    event.preventDefault();
    show(link).then((shown) => shown || link.ownerDocument.location.assign(link.href));
  }
});
