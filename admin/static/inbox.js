// The inbox looks again by itself. This keeps that calm: nothing moves where nothing changed, a page
// that was signed out says so, and whoever asked for it is called by a notice and a sound.

const KEPT = "dh-inbox-watch";
const SIGNED_OUT = /\/staff\/(sign-in|code)(\?|$)/;
const BEEPS = [880, 1175];
const BEEP_SECONDS = 0.16;

const last = new WeakMap();
const watch = document.getElementById("watch");
const thread = document.getElementById("thread");
const answer = document.getElementById("answer");
const says = document.getElementById("watch-says");
let isOver = false;
let sound = null;

document.addEventListener("htmx:beforeRequest", (event) => {
  const isThread = event.detail.elt === thread;
  // What nobody looks at is not read: unread marks stay until the page is in front.
  if (isOver || (isThread && document.hidden)) event.preventDefault();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target } = event.detail;
  if (SIGNED_OUT.test(xhr.responseURL)) {
    event.detail.shouldSwap = false;
    isOver = true;
    call(watch?.dataset.ended);
    if (says) says.textContent = watch.dataset.ended;
    return;
  }
  if (last.get(target) === xhr.responseText) event.detail.shouldSwap = false;
  last.set(target, xhr.responseText);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === thread) toTheEnd();
  if (event.detail.target.id === "news") compare();
});

let newest = newestNow();

function newestNow() {
  return Number(document.querySelector("#news [data-newest]")?.dataset.newest ?? 0);
}

function compare() {
  const now = newestNow();
  if (now > newest) call(watch?.dataset.body);
  newest = Math.max(now, newest);
}

function isOn() {
  return kept() === "on" && "Notification" in window && Notification.permission === "granted";
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keep(state) {
  try {
    localStorage.setItem(KEPT, state);
  } catch {
    // Without storage it holds for this page alone.
  }
}

// The notice shows on a locked screen: it says that there is something, and nothing else.
function call(body) {
  if (!isOn() || !body) return;
  beep();
  if (document.hidden) new Notification(watch.dataset.title, { body, tag: "inbox" });
}

function beep() {
  try {
    sound ??= new AudioContext();
    BEEPS.forEach((pitch, number) => {
      const tone = sound.createOscillator();
      const loudness = sound.createGain();
      const start = sound.currentTime + number * BEEP_SECONDS;
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.12, start);
      loudness.gain.exponentialRampToValueAtTime(0.001, start + BEEP_SECONDS);
      tone.connect(loudness).connect(sound.destination);
      tone.start(start);
      tone.stop(start + BEEP_SECONDS);
    });
  } catch {
    // A browser without sound still shows the notice.
  }
}

function toTheEnd() {
  const list = thread?.querySelector(".thread");
  if (list) list.scrollTop = list.scrollHeight;
}

function show() {
  const on = document.getElementById("watch-on");
  const off = document.getElementById("watch-off");
  if (!on || !off || !("Notification" in window)) return;
  on.hidden = isOn();
  off.hidden = !isOn();
  says.textContent = isOn() ? watch.dataset.on : "";
}

document.getElementById("watch-on")?.addEventListener("click", async () => {
  keep("on");
  const allowed = await Notification.requestPermission();
  if (allowed === "granted") beep();
  else says.textContent = watch.dataset.refused;
  if (allowed === "granted") show();
});

document.getElementById("watch-off")?.addEventListener("click", () => {
  keep("off");
  show();
});

for (const ready of document.querySelectorAll("a.ready")) {
  ready.addEventListener("click", (event) => {
    if (!answer) return;
    event.preventDefault();
    answer.value = answer.value.trim() ? `${answer.value.trim()}\n\n${ready.dataset.text}` : ready.dataset.text;
    answer.focus();
  });
}

answer?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) answer.form.requestSubmit();
});

toTheEnd();
show();
