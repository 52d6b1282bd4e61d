/** The chat page: wires the box, the talk, the door and the stream together. */

import { Composer } from "./composer.js";
import { Door, newId } from "./door.js";
import { Outbox } from "./outbox.js";
import { Stream } from "./stream.js";
import { View } from "./view.js";

const HIDDEN_MS = 60_000; // a page nobody looks at stops listening after this long
const RESTORE_MS = 2_500; // a talk that has said nothing by then is begun anew
const TWICE_MS = 1_200;
const LINKED = /^#(?:ma|(enrol|book))=([\w-]{2,40})$/;
const NEUTRAL_PAGE = "https://www.google.com/";

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const words = part("words").dataset;
const talk = part("talk");
const typing = part("typing");
const typingWords = part("typing-words");
const line = part("line");
const door = new Door();
const view = new View(talk, part("newer"), words, (button, tapped, byKeyboard) =>
  send({ choice: button.choice, values: button.values ?? [] }, button.label, byKeyboard ? tapped : null, () => {
    // The talk speaks the other language now; the page around it follows.
    if (button.label === words.otherName) location.replace(`/?lang=${words.otherCode}`);
  }),
);
const outbox = new Outbox(door, view, words, {
  busy: (isBusy) => {
    typing.dataset.on = String(isBusy);
    typingWords.textContent = isBusy ? (words.typing ?? "") : "";
  },
  said: () => {
    opened();
    listen();
  },
});
const stream = new Stream(
  (turn) => {
    opened();
    if (isRestoring && !talk.firstChild) view.note(words.restored);
    outbox.hear(turn, isRestoring);
  },
  (state) => {
    line.hidden = state !== "down";
    if (state === "unknown") door.drop();
  },
);

let isRestoring = door.conversation !== null;

// A link or QR code from staff brings a one-time code. It stands behind the #, which browsers send
// to no server, and goes out of the address at once: it must not be found in the history.
// As Telegram's start parameter has it: enrol_CODE, book_SERVICE, or the code alone.
const [, sort = "", rest = ""] = LINKED.exec(location.hash) ?? [];
const invited = sort ? `${sort}_${rest}` : rest;
if (invited) history.replaceState(null, "", location.pathname + location.search);

/**
 * @param {{text: string} | {choice: string, values?: string[]}} what
 * @param {string | null} shownAs
 * @param {HTMLElement | null} pressed what had the focus when it was sent with the keyboard
 * @param {() => void} done called when it was answered
 */
function send(what, shownAs, pressed = null, done = () => {}) {
  outbox.send({ id: newId(), ...what }, shownAs, (first) => {
    // The next Tab should reach the new choices, unless the person has gone elsewhere since.
    if (pressed && first && document.activeElement === pressed) first.focus({ preventScroll: true });
    done();
  });
}

function start() {
  send({ text: `/start ${document.documentElement.lang} ${invited}`.trim() }, null);
}

function listen() {
  if (door.conversation && !document.hidden) stream.start(door.conversation);
}

/** The talk has begun: what stood in its place goes. */
function opened() {
  document.getElementById("opening")?.remove();
}

/** After a reload: the replies come back from the stream; what the person wrote is kept nowhere. */
function restore() {
  listen();
  setTimeout(() => {
    if (!talk.firstChild) start();
    isRestoring = false;
  }, RESTORE_MS);
}

/** Leave no trace on the screen, in the tab or on the server, and go where anyone may look. */
function leave() {
  const exit = document.body.dataset.exitUrl || NEUTRAL_PAGE;
  document.documentElement.className = "left";
  document.body.replaceChildren();
  stream.stop();
  door.leave();
  location.replace(exit);
}

new Composer(/** @type {HTMLFormElement} */ (part("composer")), words, (text) => {
  send({ text }, text);
});

for (const button of document.querySelectorAll("button[data-command]")) {
  button.addEventListener("click", (event) => {
    const { command = "", shownAs = "" } = /** @type {HTMLElement} */ (button).dataset;
    const byKeyboard = /** @type {MouseEvent} */ (event).detail === 0;
    send({ text: command }, shownAs, byKeyboard ? /** @type {HTMLElement} */ (button) : null);
  });
}

part("leave").addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

let escapedAt = -Infinity;
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat) return;
  if (event.timeStamp - escapedAt < TWICE_MS) leave();
  escapedAt = event.timeStamp;
});

let hiding = 0;
document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.hidden) hiding = setTimeout(() => stream.stop(), HIDDEN_MS);
  else listen();
});
addEventListener("online", () => {
  stream.stop();
  listen();
});

if (isRestoring) restore();
if (!isRestoring || invited) start();
