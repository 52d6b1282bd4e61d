/** The box a person writes in: grows, counts, sends on Enter, never loses a letter. */

import { fill } from "./parts.js";

const MOST_LETTERS = 2_000;
const COUNT_FROM = 1_800;
const COMPOSING = 229; // what some browsers report while an input method is still composing

export class Composer {
  #box;
  #send;
  #count;
  #words;
  #say;

  /**
   * @param {HTMLFormElement} form
   * @param {import("./view.js").Words} words
   * @param {(text: string) => void} say called with what was written, never empty or too long
   */
  constructor(form, words, say) {
    this.#box = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
    this.#send = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
    this.#count = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
    this.#words = words;
    this.#say = say;
    form.addEventListener("submit", (event) => (event.preventDefault(), this.#submit()));
    this.#box.addEventListener("input", () => this.#measure());
    this.#box.addEventListener("keydown", (event) => {
      const isComposing = event.isComposing || event.keyCode === COMPOSING;
      if (event.key !== "Enter" || event.shiftKey || isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    this.#measure();
  }

  get #text() {
    return this.#box.value.normalize("NFC").trim();
  }

  #submit() {
    const text = this.#text;
    if (!text || Array.from(text).length > MOST_LETTERS) return this.#box.focus();
    this.#box.value = "";
    this.#measure();
    return this.#say(text);
  }

  #measure() {
    const letters = Array.from(this.#text).length;
    const over = letters - MOST_LETTERS;
    this.#count.dataset.over = String(over > 0);
    if (over > 0) this.#count.textContent = fill(this.#words.tooLong, { over });
    else if (letters >= COUNT_FROM) this.#count.textContent = `${letters}/${MOST_LETTERS}`;
    else this.#count.textContent = "";
    this.#send.setAttribute("aria-disabled", String(letters === 0 || over > 0));
    this.#box.setAttribute("aria-invalid", String(over > 0));
    this.#box.style.height = "auto";
    this.#box.style.height = `${this.#box.scrollHeight + this.#box.offsetHeight - this.#box.clientHeight}px`;
  }
}
