// A button that prints the page; without scripts the browser's own menu does.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The newest message is in sight, and looking for more leaves whoever reads where they are.
const log = () => document.querySelector(".thread [role='log']");
let fromTheEnd = 0;

function stay() {
  const box = log();
  if (box) box.scrollTop = box.scrollHeight - fromTheEnd;
}

document.addEventListener("htmx:beforeSwap", () => {
  const box = log();
  if (box) fromTheEnd = box.scrollHeight - box.scrollTop;
});
document.addEventListener("htmx:afterSettle", stay);
stay();
