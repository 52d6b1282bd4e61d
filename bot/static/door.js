/** Sending a message to the server, and the one thing this page remembers: the talk's id. */

const KEY = "conversation";
const PATIENCE_MS = 20_000;
const SHORTEST_WAIT = 1;
const LONGEST_WAIT = 120;

/**
 * @typedef {{label: string, choice: string, values?: string[]}} Button
 * @typedef {{kind: string, moves: number, least: number | null, most: number | null,
 *   low: string | null, high: string | null, submit: string | null, has_none: boolean}} Input
 * @typedef {{document: string, article: string | null, effective_from: string | null,
 *   checked_on: string}} Source
 * @typedef {{text: string, kind: string, buttons: Button[], sources: Source[],
 *   topic: string | null, input?: Input, picture?: {svg: string, alt: string},
 *   links?: {label: string, url: string}[]}} Reply
 * @typedef {{id: string, text: string} | {id: string, choice: string, values?: string[]}} Message
 *
 * How sending went: `said` with replies; `wait` that many seconds, the server asks; `refused` with
 * the server's reason; `lost` when nobody answered.
 * @typedef {{how: "said", replies: Reply[], renewed: boolean}
 *   | {how: "wait", seconds: number, reason: string}
 *   | {how: "refused", reason: string}
 *   | {how: "lost"}} Outcome
 */

/** An unguessable id; `randomUUID` is missing on old phones and on plain http. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Door {
  /** @type {string | null} */
  #conversation = null;
  #closing = new AbortController();

  constructor() {
    try {
      this.#conversation = sessionStorage.getItem(KEY);
    } catch {
      // Storage is switched off: the talk lasts as long as the page is open.
    }
  }

  /** The talk's id, null before the first answer. */
  get conversation() {
    return this.#conversation;
  }

  /** Forget which talk this was; the next message begins a new one. */
  drop() {
    this.#keep(null);
  }

  /**
   * Send one message. Sending it again with the same id does nothing twice. A talk that the server
   * no longer knows is begun anew (`renewed`).
   * @param {Message} message
   * @returns {Promise<Outcome>}
   */
  async send(message) {
    const first = await this.#post(message);
    if (first.status !== 404 || first.body?.error?.code !== "unknown_conversation") {
      return this.#outcome(first, false);
    }
    this.drop();
    return this.#outcome(await this.#post(message), true);
  }

  /** Ask the server to forget the talk, and forget it here. Does not wait: the page is leaving. */
  leave() {
    const conversation = this.#conversation;
    this.#closing.abort();
    this.#conversation = null;
    try {
      sessionStorage.clear();
    } catch {
      // There was nothing in it.
    }
    if (conversation) {
      this.#fetch({ conversation, text: "/roi", id: newId() }, { keepalive: true }).catch(() => {});
    }
  }

  /**
   * @param {object} body
   * @param {RequestInit} options
   */
  #fetch(body, options) {
    return fetch("/api/chat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      ...options,
    });
  }

  /**
   * @param {Message} message
   * @returns {Promise<{status: number, wait?: string | null, body?: any}>} status 0: nobody answered
   */
  async #post(message) {
    if (this.#closing.signal.aborted) return { status: 0 };
    const patience = new AbortController();
    const stop = () => patience.abort();
    const timer = setTimeout(stop, PATIENCE_MS);
    this.#closing.signal.addEventListener("abort", stop);
    try {
      const answer = await this.#fetch(
        { conversation: this.#conversation, ...message },
        { signal: patience.signal },
      );
      const wait = answer.headers.get("Retry-After");
      return { status: answer.status, wait, body: await answer.json() };
    } catch {
      return { status: 0 };
    } finally {
      clearTimeout(timer);
      this.#closing.signal.removeEventListener("abort", stop);
    }
  }

  /**
   * @param {{status: number, wait?: string | null, body?: any}} answer
   * @param {boolean} renewed
   * @returns {Outcome}
   */
  #outcome({ status, wait, body }, renewed) {
    if (status === 200 && Array.isArray(body?.replies)) {
      if (!this.#closing.signal.aborted) this.#keep(String(body.conversation));
      return { how: "said", replies: body.replies, renewed };
    }
    const reason = String(body?.error?.message ?? "");
    if (status === 429) {
      const seconds = Math.min(Math.max(Number(wait) || SHORTEST_WAIT, SHORTEST_WAIT), LONGEST_WAIT);
      return { how: "wait", seconds, reason };
    }
    return reason ? { how: "refused", reason } : { how: "lost" };
  }

  /** @param {string | null} conversation */
  #keep(conversation) {
    this.#conversation = conversation;
    try {
      if (conversation) sessionStorage.setItem(KEY, conversation);
      else sessionStorage.removeItem(KEY);
    } catch {
      // Storage is switched off.
    }
  }
}
