/** Drawing a script's question: its answers as their kind shows them, then the ways around it. */

import { choice, fill, group, make } from "./parts.js";

/**
 * @typedef {import("./door.js").Reply} Reply
 * @typedef {import("./door.js").Button} Button
 * @typedef {import("./parts.js").Tap} Tap
 * @typedef {Record<string, string | undefined>} Words
 */

let lists = 0;

/**
 * @param {Reply} reply one that has an `input`
 * @param {Words} words
 * @param {Tap} tap
 * @returns {HTMLElement[]}
 */
export function question(reply, words, tap) {
  const asks = /** @type {NonNullable<Reply["input"]>} */ (reply.input);
  const cut = reply.buttons.length - asks.moves;
  const answers = reply.buttons.slice(0, cut);
  const moves = reply.buttons.slice(cut);
  const nodes = [];
  if (asks.kind === "many") nodes.push(boxes(asks, answers, words, tap));
  else if (answers.length) {
    const buttons = answers.map((answer) => choice(answer, tap));
    nodes.push(group(`choices ${asks.kind}`, words.choices, buttons));
  }
  if (asks.low || asks.high) {
    const low = make("span", "", `${asks.least}: ${asks.low ?? ""}`);
    nodes.push(make("p", "ends", low, make("span", "", `${asks.most}: ${asks.high ?? ""}`)));
  }
  nodes.push(group("moves", words.moves, moves.map((move) => choice(move, tap, "move"))));
  return nodes;
}

/**
 * Boxes to tick and one button that sends them.
 * @param {NonNullable<Reply["input"]>} asks
 * @param {Button[]} answers
 * @param {Words} words
 * @param {Tap} tap
 */
function boxes(asks, answers, words, tap) {
  const shown = asks.has_none ? answers.slice(0, -1) : answers;
  const none = asks.has_none ? answers.at(-1) : null;
  lists += 1;
  const inputs = shown.map((answer, at) => {
    const box = make("input", "");
    box.type = "checkbox";
    box.id = `box-${lists}-${at}`;
    box.value = answer.choice.split(":").at(-1) ?? "";
    return box;
  });
  const rows = inputs.map((box, at) => {
    const label = make("label", "", shown[at].label);
    label.htmlFor = box.id;
    return make("div", "box", box, label);
  });
  const send = make("button", "choice send-many", words.done ?? "");
  send.type = "button";
  const ready = () => {
    const few = inputs.filter((box) => box.checked).length < Math.max(asks.least ?? 0, 1);
    send.setAttribute("aria-disabled", String(few));
    return !few;
  };
  for (const box of inputs) box.addEventListener("change", ready);
  send.addEventListener("click", (event) => {
    if (!ready()) return;
    const ticked = inputs.filter((box) => box.checked);
    const labels = inputs.flatMap((box, at) => (box.checked ? [shown[at].label] : []));
    const button = { label: fill(labels.join(", ")), choice: asks.submit ?? "" };
    tap({ ...button, values: ticked.map((box) => box.value) }, send, event);
  });
  ready();
  const nothing = none ? [choice(none, tap)] : [];
  return group("boxes", words.choices, [...rows, make("div", "choices", send, ...nothing)]);
}
