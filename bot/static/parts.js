/** The small pieces that the talk is drawn from. */

/**
 * @typedef {import("./door.js").Button} Button
 * @typedef {(button: Button, node: HTMLButtonElement, event: MouseEvent) => void} Tap
 */

/**
 * A word with its {placeholders} filled.
 * @param {string | undefined} word
 * @param {Record<string, string | number>} values
 */
export function fill(word, values = {}) {
  return (word ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

/**
 * A button that sends its choice.
 * @param {Button} button
 * @param {Tap} tap
 * @param {string} className
 */
export function choice(button, tap, className = "choice") {
  const node = make("button", className, button.label);
  node.type = "button";
  node.addEventListener("click", (event) => tap(button, node, event));
  return node;
}

/**
 * Things that belong together, with a name for those who cannot see it.
 * @param {string} className
 * @param {string | undefined} name
 * @param {(Node | string)[]} children
 */
export function group(className, name, children) {
  const node = make("div", className, ...children);
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", name ?? "");
  return node;
}
