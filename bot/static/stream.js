/** Listening for what the server says by itself: server-sent events over fetch, with reconnecting. */

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const SILENCE_MS = 40_000; // the server pings every 15 s: longer silence is a dead line
const STEADY_MS = 10_000; // a line that held this long was no failure
const MOST_FAILURES = 60;
const MOST_HELD = 1_000_000;

/**
 * @typedef {import("./door.js").Reply} Reply
 * @typedef {{id: string | null, replies: Reply[]}} Turn
 * @typedef {{event: string, id: string, data: string}} ServerEvent
 */

/** Reads server-sent events out of pieces of text, however they were cut. */
export class EventReader {
  #held = "";
  #event = "";
  #id = "";
  /** @type {string[]} */
  #data = [];

  /**
   * @param {string} piece
   * @returns {ServerEvent[]} the events that this piece completed
   * @throws {RangeError} when one line grows past MOST_HELD characters
   */
  push(piece) {
    const text = this.#held + piece;
    // A carriage return at the very end may be half of a line's end.
    const cut = text.endsWith("\r") ? text.length - 1 : text.length;
    const lines = text.slice(0, cut).split(/\r\n|\n|\r/);
    this.#held = lines.pop() + text.slice(cut);
    if (this.#held.length > MOST_HELD) throw new RangeError("a line of the stream is too long");
    return lines.flatMap((line) => this.#line(line) ?? []);
  }

  /**
   * @param {string} line
   * @returns {ServerEvent | undefined}
   */
  #line(line) {
    if (line === "") return this.#end();
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") this.#event = value;
    else if (name === "id") this.#id = value;
    else if (name === "data") this.#data.push(value);
    return undefined;
  }

  /** @returns {ServerEvent | undefined} */
  #end() {
    const event = { event: this.#event || "message", id: this.#id, data: this.#data.join("\n") };
    const isEmpty = this.#data.length === 0;
    this.#event = "";
    this.#data = [];
    return isEmpty ? undefined : event;
  }
}

export class Stream {
  #hear;
  #tell;
  /** @type {AbortController | null} */
  #line = null;
  #conversation = "";
  #last = "";

  /**
   * @param {(turn: Turn) => void} hear called for every turn that the server sends
   * @param {(state: "open" | "down" | "unknown") => void} tell called when the line changes;
   *   "unknown": the server does not know the talk, listening has stopped
   */
  constructor(hear, tell) {
    this.#hear = hear;
    this.#tell = tell;
  }

  /**
   * Listen to a talk; does nothing when it already does.
   * @param {string} conversation
   */
  start(conversation) {
    if (this.#line && conversation === this.#conversation) return;
    this.stop();
    if (conversation !== this.#conversation) this.#last = "";
    this.#conversation = conversation;
    this.#line = new AbortController();
    this.#keepListening(this.#line.signal);
  }

  /** Stop listening; `start` goes on after the last turn that was heard. */
  stop() {
    this.#line?.abort();
    this.#line = null;
  }

  /** @param {AbortSignal} signal */
  async #keepListening(signal) {
    for (let failures = 0; failures < MOST_FAILURES && !signal.aborted; failures += 1) {
      const began = performance.now();
      const isKnown = await this.#listen(signal);
      if (signal.aborted) return;
      if (!isKnown) break;
      if (performance.now() - began > STEADY_MS) failures = 0;
      // The first break is mended before anyone need hear of it.
      if (failures > 0) this.#tell("down");
      await pause(Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS), signal);
    }
    if (!signal.aborted) this.#line = null;
  }

  /**
   * One connection, to its end.
   * @param {AbortSignal} signal
   * @returns {Promise<boolean>} false when the server does not know the talk
   */
  async #listen(signal) {
    const line = new AbortController();
    const hangUp = () => line.abort();
    signal.addEventListener("abort", hangUp);
    let silence = setTimeout(hangUp, SILENCE_MS);
    try {
      const answer = await fetch("/api/stream", {
        headers: this.#headers(),
        cache: "no-store",
        credentials: "omit",
        signal: line.signal,
      });
      if (answer.status === 404) {
        this.#tell("unknown");
        return false;
      }
      if (!answer.ok || !answer.body) return true;
      this.#tell("open");
      const events = new EventReader();
      const letters = new TextDecoder();
      const pieces = answer.body.getReader();
      for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
        clearTimeout(silence);
        silence = setTimeout(hangUp, SILENCE_MS);
        for (const event of events.push(letters.decode(piece.value, { stream: true }))) {
          if (!signal.aborted) this.#take(event);
        }
      }
    } catch {
      // A line that broke is what reconnecting is for.
    } finally {
      clearTimeout(silence);
      signal.removeEventListener("abort", hangUp);
    }
    return true;
  }

  #headers() {
    /** @type {Record<string, string>} */
    const headers = { Accept: "text/event-stream", "X-Conversation": this.#conversation };
    if (this.#last) headers["Last-Event-ID"] = this.#last;
    return headers;
  }

  /** @param {ServerEvent} event */
  #take({ event, id, data }) {
    if (id) this.#last = id;
    if (event !== "replies") return;
    const turn = JSON.parse(data);
    if (Array.isArray(turn?.replies)) this.#hear(turn);
  }
}

/**
 * Wait, or until the signal.
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
