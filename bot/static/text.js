/** Plain text of a reply into nodes: paragraphs, lists, headings, telephone links. Never HTML. */

const ITEM = "• ";
const LONGEST_HEADING = 70;

/** Numbers that are called; what surrounds them tells "gọi 113" from "Điều 113" and "113 g". */
const NUMBER = /(^|[^\p{L}\d.,/-])(11[1345])(?![\p{L}\d]|[.,/-]\d|\s?(?:kg|mg|ml|g|%|triệu|tỷ|tuổi|ngày|năm)(?!\p{L}))/gu;
const NOT_A_CALL = /(?:điều|khoản|điểm|mục|trang|article|clause|point|section|page)\s?$/iu;

/**
 * Where a text names an emergency number.
 * @param {string} text
 * @returns {{number: string, at: number}[]} in the order of the text
 */
function calls(text) {
  const found = [];
  for (const match of text.matchAll(NUMBER)) {
    const at = match.index + match[1].length;
    if (!NOT_A_CALL.test(text.slice(0, at))) found.push({ number: match[2], at });
  }
  return found;
}

/**
 * The emergency numbers a text names, each once, first named first.
 * @param {string} text
 * @returns {string[]}
 */
export function emergencyNumbers(text) {
  return [...new Set(calls(text).map((call) => call.number))];
}

/**
 * One line, its emergency numbers as links.
 * @param {string} line
 * @returns {(Node | string)[]}
 */
function linked(line) {
  const nodes = [];
  let end = 0;
  for (const { number, at } of calls(line)) {
    const link = document.createElement("a");
    link.href = `tel:${number}`;
    link.textContent = number;
    nodes.push(line.slice(end, at), link);
    end = at + number.length;
  }
  nodes.push(line.slice(end));
  return nodes;
}

/**
 * Whether a block's first line stands as a heading over the rest.
 * @param {string[]} lines
 */
function hasHeading(lines) {
  const [first] = lines;
  return (
    lines.length > 1 &&
    !first.startsWith(ITEM) &&
    first.length <= LONGEST_HEADING &&
    !/[.:;,!?…”"]$/.test(first)
  );
}

/**
 * The lines of a block, each under the other.
 * @param {string[]} lines
 * @returns {HTMLParagraphElement}
 */
function paragraph(lines) {
  const node = document.createElement("p");
  lines.forEach((line, at) => {
    if (at > 0) node.append(document.createElement("br"));
    node.append(...linked(line));
  });
  return node;
}

/**
 * @param {string[]} items
 * @returns {HTMLUListElement}
 */
function list(items) {
  const node = document.createElement("ul");
  for (const item of items) {
    const entry = document.createElement("li");
    entry.append(...linked(item.slice(ITEM.length)));
    node.append(entry);
  }
  return node;
}

/**
 * A reply's text as block elements, in order.
 * @param {string} text blank lines part paragraphs; a line that starts with "• " is a list item
 * @returns {HTMLElement[]}
 */
export function blocks(text) {
  const nodes = [];
  for (const block of text.replaceAll("\r\n", "\n").split(/\n\s*\n/)) {
    let lines = block.split("\n").map((line) => line.trim()).filter(Boolean);
    if (hasHeading(lines)) {
      const heading = paragraph(lines.slice(0, 1));
      heading.className = "heading";
      nodes.push(heading);
      lines = lines.slice(1);
    }
    while (lines.length > 0) {
      const isItem = lines[0].startsWith(ITEM);
      const turn = lines.findIndex((line) => line.startsWith(ITEM) !== isItem);
      const run = lines.splice(0, turn < 0 ? lines.length : turn);
      nodes.push(isItem ? list(run) : paragraph(run));
    }
  }
  return nodes;
}
