// [data-autosave="attempt:slot"] inside a form posts only its own fields, each time they change.
// Its [data-seq] input holds the number of the NEXT send, so that the server never lets an old
// answer replace a newer one. Until the server says it is stored, an answer stays in localStorage,
// is sent again (with back-off, when the line is back, on the next visit) and is shown as unsaved.
// The words stand in the form's <template data-text="…">; the server's answer is a fragment whose
// [data-outcome] is "stored", "newer" when a newer answer was there, or "closed" when the question
// takes none any more. What its template [data-read] tells of numbers takes the place of what stands
// in the question's [data-readings], which is gone as soon as one types. Told of what is stored by the
// event answer:stored; asked by answer:flush (its detail.waitUntil takes a promise) to send at once;
// question:load brings a question anew; deadline:now hands on the template [data-deadline-now].
const PREFIX = "lentera:answer:";
const TYPING_PAUSE = 800;
const TIMEOUT = 20_000;
const LONGEST_WAIT = 60_000;
// A browser refuses to keep alive more than 64 KB of all that is under way together. A longer text
// goes without: if the page is left meanwhile, it is still on this device and is sent next time.
const MOST_KEPT_ALIVE = 30_000;

class Answer {
  // The newest answer not known to be stored: {seq, fields}; `isSent` once it was on its way.
  pending = null;
  isSent = false;
  isSending = false;
  sending = null;
  isClosed = false;
  failures = 0;
  timer = 0;

  constructor(box) {
    this.box = box;
    this.form = box.form;
    this.key = PREFIX + box.dataset.autosave;
    this.seq = box.querySelector("[data-seq]");
    this.flag = box.querySelector("[data-flag]")?.name;
    this.status = box.querySelector("[data-save-status]");
    this.listen();
    this.restore();
  }

  listen() {
    this.box.addEventListener("input", (event) => this.change(isTyped(event.target) ? TYPING_PAUSE : 0));
    this.box.addEventListener("change", () => this.pending && this.plan(0));
    this.box.addEventListener("keydown", (event) => this.enter(event));
    this.box.addEventListener("answer:flush", (event) => event.detail.waitUntil(this.flush()));
    window.addEventListener("online", () => this.pending && this.plan(0));
    window.addEventListener("pagehide", () => this.send());
    // The plain post of the whole form carries this answer under the next number.
    this.form.addEventListener("submit", () => (this.isClosed = true));
  }

  change(wait) {
    if (!this.pending || this.isSent) this.take();
    this.pending.fields = fieldsOf(this.box, this.seq);
    write(this.key, this.pending);
    this.read();
    this.say("saving");
    this.plan(wait);
  }

  read(...told) {
    this.box.querySelector("[data-readings]")?.replaceChildren(...told);
  }

  take() {
    this.pending = { seq: Number(this.seq.value), fields: [] };
    this.isSent = false;
    this.seq.value = this.pending.seq + 1;
  }

  // Enter in a text field saves it; handing in stays a matter of the button.
  enter(event) {
    if (event.key !== "Enter" || !isTyped(event.target)) return;
    event.preventDefault();
    if (this.pending) this.plan(0);
  }

  plan(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  send() {
    // Another has taken the place of a question that was checked, and sends what is left.
    if (!this.pending || this.isSending || this.isClosed || !this.box.isConnected) return this.sending;
    this.sending = this.transmit();
    return this.sending;
  }

  // Whether all that was answered is stored now.
  async flush() {
    await this.sending;
    await this.send();
    return !this.pending && !this.isClosed;
  }

  async transmit() {
    clearTimeout(this.timer);
    const sent = this.pending;
    this.isSending = this.isSent = true;
    try {
      this.settle(sent, await post(this.form, this.seq.name, sent));
    } catch {
      this.fail();
    }
    this.isSending = false;
    if (this.pending && this.pending !== sent && !this.failures) {
      // What was told as saved is not the newest any more.
      this.say("saving");
      this.plan(0);
    }
  }

  settle(sent, { status, isRedirect, html }) {
    if (status >= 500 || status === 429) throw new Error(String(status));
    this.failures = 0;
    if (status === 409) return this.end();
    // A redirect leads to the sign-in page; a refused token means that the session has changed.
    if (isRedirect || status >= 400) return this.say("signed-out");
    this.status.innerHTML = html;
    const deadline = this.status.querySelector("template[data-deadline-now]");
    if (deadline) document.dispatchEvent(new CustomEvent("deadline:now", { detail: deadline }));
    if (this.status.querySelector("[data-outcome=newer]")) return this.close();
    if (this.status.querySelector("[data-outcome=closed]")) return this.drop();
    if (this.pending === sent) {
      this.forget();
      this.read(...(this.status.querySelector("template[data-read]")?.content.children ?? []));
    }
    this.tell(sent.fields);
  }

  fail() {
    this.failures += 1;
    this.say("unsaved");
    const wait = Math.min(1000 * 2 ** this.failures, LONGEST_WAIT);
    this.plan(wait * (0.75 + Math.random() / 2));
  }

  // Nothing more is sent from this page, so nothing may be changed in it either.
  close() {
    this.isClosed = true;
    this.box.disabled = true;
  }

  drop() {
    this.close();
    this.forget();
  }

  // It stays on this device: an officer may open the attempt again.
  end() {
    this.close();
    this.say("over");
  }

  forget() {
    this.pending = null;
    remove(this.key);
  }

  // What is kept from an earlier visit is put back and sent, unless something newer is stored.
  restore() {
    const kept = read(this.key);
    if (!kept) return;
    if (kept.seq < Number(this.seq.value)) return this.setAside(kept);
    fill(this.box, kept.fields, this.seq);
    this.pending = kept;
    this.isSent = true;
    this.read();
    this.seq.value = kept.seq + 1;
    this.say("saving");
    this.plan(0);
  }

  setAside(kept) {
    remove(this.key);
    if (JSON.stringify(kept.fields) !== JSON.stringify(fieldsOf(this.box, this.seq))) this.say("replaced");
  }

  say(name) {
    const text = this.form.querySelector(`template[data-text="${name}"]`);
    this.status.replaceChildren(text.content.cloneNode(true));
  }

  tell(fields) {
    const isFlagged = fields.some(([name]) => name === this.flag);
    const isAnswered = fields.some(([name, value]) => name !== this.flag && value.trim() !== "");
    const detail = { isAnswered, isFlagged };
    this.box.dispatchEvent(new CustomEvent("answer:stored", { bubbles: true, detail }));
  }
}

function isTyped(field) {
  return field.matches("textarea, input:not([type=radio], [type=checkbox])");
}

function fieldsOf(box, seq) {
  const names = new Set([...box.elements].map((field) => field.name));
  names.delete(seq.name);
  return [...new FormData(box.form)].filter(([name]) => names.has(name));
}

function fill(box, fields, seq) {
  for (const field of box.elements) {
    if (field === seq || !field.name) continue;
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
}

async function post(form, seqName, { seq, fields }) {
  const body = new FormData();
  body.append("csrf_token", form.elements.namedItem("csrf_token").value);
  body.append(seqName, seq);
  for (const [name, value] of fields) body.append(name, value);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT);
  try {
    return await answerOf(form.action, body, stop.signal, sizeOf(fields) < MOST_KEPT_ALIVE);
  } finally {
    clearTimeout(timer);
  }
}

// In bytes: a letter may have up to four.
function sizeOf(fields) {
  return new TextEncoder().encode(fields.map(([, value]) => value).join("")).length;
}

async function answerOf(url, body, signal, keepalive) {
  const response = await fetch(url, {
    method: "POST",
    body,
    headers: { "X-Requested-With": "fetch" },
    redirect: "manual",
    keepalive,
    signal,
  });
  return { status: response.status, isRedirect: response.type === "opaqueredirect", html: await response.text() };
}

// Storage may be full or forbidden: the answer is still sent, only not kept.
function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {}
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {}
}

// A page that the browser kept whole shows answers and numbers of then.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
for (const box of document.querySelectorAll("fieldset[data-autosave]")) new Answer(box);
document.addEventListener("question:load", ({ target }) => target.dataset.autosave && new Answer(target));
