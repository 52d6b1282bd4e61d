/** Drawing the talk. Everything from outside becomes text nodes; nothing is ever parsed as HTML. */

import { choice, fill, group, make } from "./parts.js";
import { question } from "./question.js";
import { blocks, emergencyNumbers } from "./text.js";


const MOST_TURNS = 300; // the oldest leave the page, so that an old phone stays quick
const NEAR_PX = 160;
const GAP_PX = 12;
const TALL = 0.4;

/**
 * @typedef {import("./door.js").Reply} Reply
 * @typedef {import("./door.js").Button} Button
 * @typedef {import("./door.js").Source} Source
 * @typedef {Record<string, string | undefined>} Words the page's own words, by name
 */

/** @param {string} iso a date as 2026-11-22 */
const shown = (iso) => iso.split("-").reverse().join("/");

/** What the person said, and whether it arrived. */
export class Said {
  #words;
  #state = make("p", "state");
  #retry = make("button", "retry");

  /**
   * @param {string} text
   * @param {Words} words
   * @param {() => void} resend
   */
  constructor(text, words, resend) {
    this.#words = words;
    this.#retry.type = "button";
    this.#retry.textContent = words.resend ?? "";
    this.#retry.addEventListener("click", resend);
    const who = make("span", "unseen", `${words.you}: `);
    const bubble = make("div", "bubble", make("p", "", who, text), this.#state, this.#retry);
    this.node = make("article", "turn said", bubble);
    this.sending();
  }

  /** On its way. The mark is for the eye alone: read aloud it would be noise. */
  sending() {
    this.#show("sending", this.#words.sending, true);
  }

  /** It arrived. */
  arrived() {
    this.#show("arrived", "", true);
  }

  /**
   * It did not arrive; offers to send it again.
   * @param {string} reason
   */
  failed(reason) {
    this.#show("failed", reason, false);
    this.node.scrollIntoView({ block: "nearest" });
  }

  /**
   * The server asked to wait; it is sent again by itself.
   * @param {string} reason
   * @param {number} seconds
   */
  waiting(reason, seconds) {
    this.#show("waiting", `${reason} ${fill(this.#words.waiting, { seconds })}`, false);
  }

  /**
   * @param {string} state
   * @param {string | undefined} text
   * @param {boolean} isQuiet
   */
  #show(state, text, isQuiet) {
    this.node.dataset.state = state;
    this.#state.setAttribute("aria-hidden", String(isQuiet));
    this.#state.textContent = text ?? "";
    this.#retry.hidden = state !== "failed";
  }
}

export class View {
  #talk;
  #words;
  #choose;
  #newer;
  /** @type {HTMLElement | null} */
  #latest = null;

  /**
   * @param {HTMLElement} talk the log
   * @param {HTMLElement} newer the button that leads to what is new
   * @param {Words} words
   * @param {(button: Button, tapped: HTMLButtonElement, byKeyboard: boolean) => void} choose
   */
  constructor(talk, newer, words, choose) {
    this.#talk = talk;
    this.#newer = newer;
    this.#words = words;
    this.#choose = choose;
    newer.addEventListener("click", () => this.#latest && this.#scrollTo(this.#latest));
    addEventListener("scroll", () => this.#isNearEnd() && (newer.hidden = true), { passive: true });
  }

  /**
   * What the person just said.
   * @param {string} text
   * @param {() => void} resend
   * @returns {Said}
   */
  say(text, resend) {
    const said = new Said(text, this.#words, resend);
    this.#add(said.node);
    this.#scrollTo(said.node);
    return said;
  }

  /**
   * A turn's replies.
   * @param {Reply[]} replies
   * @param {Said | null} said what they answer, where it stands on this page
   * @param {boolean} isOld whether they were said before the page was opened again
   * @returns {HTMLElement | null} the first of them
   */
  answer(replies, said, isOld) {
    const isFirst = !this.#latest;
    const follow = said !== null || isOld || (this.#isNearEnd() && !isFirst);
    const nodes = replies.map((reply) => this.#reply(reply));
    this.#add(...nodes);
    if (nodes.length === 0) return null;
    this.#latest = nodes[0];
    const isTall = (said?.node.offsetHeight ?? 0) > innerHeight * TALL;
    if (follow) this.#scrollTo(said && !isTall ? said.node : nodes[0], isOld);
    else this.#newer.hidden = isFirst;
    return nodes[0];
  }

  /**
   * A quiet line of the page itself, with something to do about it if need be.
   * @param {string | undefined} text
   * @param {(() => void)=} again
   */
  note(text, again) {
    const node = make("div", "note", make("p", "", text ?? ""));
    if (again) {
      const retry = make("button", "retry", this.#words.resend ?? "");
      retry.type = "button";
      retry.addEventListener("click", () => (node.remove(), again()));
      node.append(retry);
    }
    this.#add(node);
  }

  /** @param {HTMLElement[]} nodes */
  #add(...nodes) {
    this.#talk.append(...nodes);
    while (this.#talk.children.length > MOST_TURNS) this.#talk.firstElementChild?.remove();
  }

  /** @param {Reply} reply */
  #reply(reply) {
    const isCrisis = reply.kind === "crisis";
    const parts = blocks(reply.text);
    const bubble = make("div", "bubble");
    if (isCrisis) {
      bubble.setAttribute("role", "alert");
      bubble.append(make("p", "title", this.#words.crisis ?? ""));
      parts.splice(1, 0, ...this.#calls(reply.text));
    } else {
      const who = reply.kind === "clarify" ? this.#words.asks : this.#words.answers;
      bubble.append(make("p", "unseen", `${who}: `));
    }
    bubble.append(...parts);
    if (reply.picture) bubble.prepend(this.#picture(reply.picture));
    for (const link of reply.links ?? []) bubble.append(this.#link(link));
    if (reply.sources?.length) bubble.append(this.#sources(reply.sources));
    const turn = make("article", "turn heard", bubble);
    turn.dataset.kind = reply.kind;
    turn.tabIndex = -1;
    if (reply.input) turn.append(...question(reply, this.#words, this.#tapping()));
    else if (reply.buttons?.length) turn.append(this.#buttons(reply.buttons));
    return turn;
  }

  /**
   * Big buttons for the numbers a crisis card names.
   * @param {string} text
   * @returns {HTMLElement[]} one group, or nothing
   */
  #calls(text) {
    const links = emergencyNumbers(text).map((number) => {
      const call = make("strong", "", fill(this.#words.call, { number }));
      const link = make("a", "call", call, make("span", "", this.#words[`who${number}`] ?? ""));
      link.href = `tel:${number}`;
      return link;
    });
    return links.length ? [make("div", "calls", ...links)] : [];
  }

  /** @param {Source[]} sources */
  #sources(sources) {
    // The oldest check is the honest date for all of them.
    const checked = sources.map((source) => source.checked_on).sort()[0];
    /** @type {Map<string, {since: string | null, articles: string[]}>} */
    const documents = new Map();
    for (const { document, article, effective_from: since } of sources) {
      const known = documents.get(document) ?? { since, articles: [] };
      if (since && (!known.since || since > known.since)) known.since = since;
      if (article) known.articles.push(article);
      documents.set(document, known);
    }
    const entries = Array.from(documents, ([name, { since, articles }]) => {
      const place = articles.length ? `${name}: ${articles.join("; ")}` : name;
      const date = since ? ` ${fill(this.#words.since, { date: shown(since) })}` : "";
      return make("li", "", place + date);
    });
    const head = fill(this.#words.sources, { count: documents.size, date: shown(checked) });
    return make("details", "sources", make("summary", "", head), make("ul", "", ...entries));
  }

  /** @param {{svg: string, alt: string}} picture */
  #picture({ svg, alt }) {
    const image = make("img", "picture");
    image.alt = alt;
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    return image;
  }

  /** @param {{label: string, url: string}} link */
  #link({ label, url }) {
    const link = make("a", "link", label);
    link.href = /^(https:\/\/|geo:|\/)/.test(url) ? url : "#";
    if (url.startsWith("https://")) {
      link.target = "_blank";
      link.rel = "noopener noreferrer";
    }
    return make("p", "", link);
  }

  /** @param {Button[]} buttons */
  #buttons(buttons) {
    const tap = this.#tapping();
    return group("choices", this.#words.choices, buttons.map((button) => choice(button, tap)));
  }

  /** @returns {import("./question.js").Tap} what a tapped button does */
  #tapping() {
    return (button, node, event) => {
      node.classList.add("chosen");
      this.#choose(button, node, event.detail === 0);
    };
  }

  #isNearEnd() {
    return scrollY + innerHeight > document.documentElement.scrollHeight - NEAR_PX;
  }

  /**
   * Bring the top of a turn under the header; what fits is seen to its end.
   * @param {HTMLElement} node
   * @param {boolean} atOnce
   */
  #scrollTo(node, atOnce = false) {
    const header = document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
    const top = node.getBoundingClientRect().top + scrollY - header - GAP_PX;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollTo({ top, behavior: atOnce || isStill ? "auto" : "smooth" });
    this.#newer.hidden = true;
  }
}
