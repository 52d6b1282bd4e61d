// The editor's comforts; without scripts every form works as it is.

// Texts of the chat page are laid out by the chat page's own code.
const page = await import("/static/text.js").catch(() => null);

/** Lay out every bubble of the chat page within a part of this page. */
function layOut(part) {
  if (!page) return;
  for (const bubble of part.querySelectorAll(".screen.web .bubble[data-said]")) {
    bubble.querySelector(".said").replaceChildren(...page.blocks(bubble.dataset.said));
  }
}

layOut(document);

const form = document.querySelector("#editor");
if (form) {
  const open = new Set();
  const preview = document.querySelector("#preview");
  const screens = () => [...preview.querySelectorAll("details.screen")];

  // Which channels are open stays as it was when the preview is drawn anew.
  preview.addEventListener("htmx:beforeSwap", () => {
    open.clear();
    screens().forEach((screen, at) => screen.open && open.add(at));
  });
  preview.addEventListener("htmx:afterSwap", () => {
    screens().forEach((screen, at) => { screen.open = open.has(at); });
    layOut(preview);
  });

  /** Count a field as the server does: composed letters, no white space at the ends. */
  const count = (field) => {
    const shown = form.querySelector(`[data-count-of="${field.id}"]`);
    if (!shown) return;
    const length = [...field.value.normalize("NFC").trim()].length;
    shown.textContent = `${length}/${shown.dataset.most}`;
    shown.classList.toggle("over", length > Number(shown.dataset.most));
  };
  form.querySelectorAll("textarea").forEach(count);

  let isChanged = false;
  form.addEventListener("input", (event) => {
    isChanged = true;
    count(event.target);
  });
  form.addEventListener("submit", () => { isChanged = false; });
  addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });

  // Ctrl+S saves, as in every other editor.
  form.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector('button[value="save"]'));
  });
}
