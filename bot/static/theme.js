/**
 * Day and night: follows the device until the person chooses, then this tab only.
 *
 * A classic script in the head, so that a page reloaded at night never flashes white.
 */
"use strict";

(() => {
  const KEY = "theme";
  const root = document.documentElement;
  const night = matchMedia("(prefers-color-scheme: dark)");

  /** @returns {string | null} what was chosen in this tab; storage may be switched off */
  const chosen = () => {
    try {
      return sessionStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  /** @param {string} theme */
  const choose = (theme) => {
    root.dataset.theme = theme;
    try {
      sessionStorage.setItem(KEY, theme);
    } catch {
      // Kept for as long as the page is open, then.
    }
  };

  const isNight = () => (root.dataset.theme ? root.dataset.theme === "dark" : night.matches);

  const kept = chosen();
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  root.classList.add("scripted");

  document.addEventListener("DOMContentLoaded", () => {
    const toggle = document.getElementById("theme");
    if (!toggle) return;
    const show = () => toggle.setAttribute("aria-pressed", String(isNight()));
    toggle.addEventListener("click", () => {
      choose(isNight() ? "light" : "dark");
      show();
    });
    night.addEventListener("change", show);
    show();
  });
})();
