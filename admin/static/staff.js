// A box under each password field to see what was typed; without scripts the fields work as they are.
for (const field of document.querySelectorAll("input[data-show]")) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.addEventListener("change", () => {
    field.type = box.checked ? "text" : "password";
  });
  const label = document.createElement("label");
  label.className = "show";
  label.append(box, field.dataset.show);
  field.after(label);
}

// A menu closes when the next tap or key goes elsewhere.
for (const menu of document.querySelectorAll("details.account, details.menu")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// On a phone the menu is longer than the screen: the page one is on stands in the middle of it.
const here = document.querySelector(".top nav [aria-current]");
const bar = here?.closest(".top nav > ul");
if (bar) {
  const [own, whole] = [here.getBoundingClientRect(), bar.getBoundingClientRect()];
  bar.scrollLeft += own.left - whole.left - (whole.width - own.width) / 2;
}
