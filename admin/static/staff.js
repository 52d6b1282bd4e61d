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

// The account menu closes when the next tap or key goes elsewhere.
const account = document.querySelector("details.account");
if (account) {
  document.addEventListener("click", (event) => {
    if (!account.contains(event.target)) account.open = false;
  });
  account.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !account.open) return;
    account.open = false;
    account.querySelector("summary").focus();
  });
}
