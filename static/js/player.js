// a[data-player]: a video on another site. Pressing it puts that site's player in its place; until
// then nothing is asked of the site. Which sites may be asked, the page's policy says as well.
const hosts = document.currentScript.dataset.hosts.split(" ");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-player]");
  if (!link || !hosts.includes(link.dataset.player)) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const frame = document.createElement("iframe");
  frame.src = link.dataset.embed;
  frame.title = link.querySelector(".player-title").textContent;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin"; // without it some refuse to play
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
  link.replaceWith(frame);
  frame.focus();
});
