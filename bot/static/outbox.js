/** Messages on their way: one after the other, each shown once, none lost without a word. */

const MOST_ROUNDS = 3;
const MOST_WAITING = 20;
const MOST_KNOWN = 500;

/**
 * @typedef {import("./door.js").Message} Message
 * @typedef {import("./door.js").Reply} Reply
 * @typedef {import("./view.js").Said} Said
 * @typedef {{message: Message, said: Said | null, rounds: number,
 *   done?: (first: HTMLElement | null) => void}} Parcel
 */

export class Outbox {
  #door;
  #view;
  #words;
  #show;
  #isBusy = false;
  /** @type {Parcel[]} */
  #queue = [];
  /** @type {Map<string, Parcel>} not answered yet, by id */
  #open = new Map();
  /** @type {Set<string>} ids whose replies stand on the page */
  #answered = new Set();

  /**
   * @param {import("./door.js").Door} door
   * @param {import("./view.js").View} view
   * @param {import("./view.js").Words} words
   * @param {{busy: (isBusy: boolean) => void, said: () => void}} show told when an answer is
   *   awaited or not, and after each answer
   */
  constructor(door, view, words, show) {
    this.#door = door;
    this.#view = view;
    this.#words = words;
    this.#show = show;
  }

  /**
   * Send a message and show its replies.
   * @param {Message} message
   * @param {string | null} shownAs what the person sees of it; null for what they did not say
   * @param {Parcel["done"]=} done called with the first reply drawn
   */
  send(message, shownAs, done) {
    /** @type {Parcel} */
    const parcel = { message, said: null, rounds: 0, done };
    if (shownAs !== null) {
      parcel.said = this.#view.say(shownAs, () => {
        parcel.said?.sending();
        this.#enqueue(parcel);
      });
    }
    this.#enqueue(parcel);
  }

  /**
   * Replies that came by the stream. Those that stand on the page already are not shown again.
   * @param {import("./stream.js").Turn} turn
   * @param {boolean} isOld whether it was said before the page was opened again
   */
  hear({ id, replies }, isOld) {
    this.#answer(id, replies, isOld);
  }

  /** @param {Parcel} parcel */
  #enqueue(parcel) {
    if (this.#answered.has(parcel.message.id)) return;
    this.#open.set(parcel.message.id, parcel);
    if (this.#queue.length >= MOST_WAITING) {
      this.#fail(parcel, this.#words.notSent);
      return;
    }
    this.#queue.push(parcel);
    this.#run();
  }

  async #run() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#show.busy(true);
    try {
      for (let parcel = this.#queue.shift(); parcel; parcel = this.#queue.shift()) {
        await this.#deliver(parcel);
      }
    } finally {
      this.#isBusy = false;
      this.#show.busy(false);
    }
  }

  /** @param {Parcel} parcel */
  async #deliver(parcel) {
    const outcome = await this.#door.send(parcel.message);
    if (this.#answered.has(parcel.message.id)) return;
    if (outcome.how === "said") {
      if (outcome.renewed) this.#view.note(this.#words.renewed);
      this.#answer(parcel.message.id, outcome.replies);
      this.#show.said();
    } else if (outcome.how === "wait" && parcel.rounds < MOST_ROUNDS) {
      // It waits beside the queue: a call for help sent meanwhile must not wait with it.
      parcel.rounds += 1;
      parcel.said?.waiting(outcome.reason, outcome.seconds);
      setTimeout(() => this.#enqueue(parcel), outcome.seconds * 1000);
    } else {
      this.#fail(parcel, (outcome.how !== "lost" && outcome.reason) || this.#words.notSent);
    }
  }

  /**
   * @param {string | null} id
   * @param {Reply[]} replies
   * @param {boolean} isOld
   */
  #answer(id, replies, isOld = false) {
    if (id !== null && this.#answered.has(id)) return;
    const parcel = id === null ? undefined : this.#open.get(id);
    if (id !== null) this.#remember(id);
    parcel?.said?.arrived();
    const first = this.#view.answer(replies, parcel?.said ?? null, isOld);
    parcel?.done?.(first);
  }

  /** @param {string} id */
  #remember(id) {
    this.#open.delete(id);
    this.#answered.add(id);
    if (this.#answered.size > MOST_KNOWN) {
      const [oldest] = this.#answered;
      this.#answered.delete(oldest);
    }
  }

  /**
   * @param {Parcel} parcel
   * @param {string | undefined} reason
   */
  #fail(parcel, reason = "") {
    parcel.rounds = 0;
    if (parcel.said) parcel.said.failed(reason);
    else this.#view.note(reason, () => this.#enqueue(parcel));
  }
}
