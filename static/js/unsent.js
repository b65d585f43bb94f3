// [data-unsent="attempt:slot"] is shown when autosave.js has kept an answer on this device that is
// newer than the one stored ([data-stored-seq]); an older one is of no more use.
const PREFIX = "lentera:answer:";

function keptSeq(key) {
  try {
    return JSON.parse(localStorage.getItem(key))?.seq ?? 0;
  } catch {
    return 0;
  }
}

for (const line of document.querySelectorAll("[data-unsent]")) {
  const key = PREFIX + line.dataset.unsent;
  const seq = keptSeq(key);
  if (seq > Number(line.dataset.storedSeq)) line.hidden = false;
  else if (seq) localStorage.removeItem(key);
}

// A page that the browser kept whole shows the attempt as it was then.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
