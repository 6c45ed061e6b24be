// Small comforts; every page works without this file.
(() => {
  "use strict";

  const root = document.documentElement;
  const systemTheme = () =>
    window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const applyTheme = (theme) => {
    root.dataset.bsTheme = theme === "auto" ? systemTheme() : theme;
  };
  if (root.dataset.bsTheme === "auto") applyTheme("auto");

  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-theme-toggle]");
    if (toggle) {
      const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      applyTheme(theme);
      document.cookie = `theme=${theme};path=/;max-age=31536000;samesite=lax`;
    }
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A second click on a button that is already sending does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.method === "post") form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // The filter starts closed, so that on a phone the results come first; there is room elsewhere.
  const filter = document.getElementById("filter");
  if (filter && window.matchMedia("(min-width: 961px)").matches) filter.open = true;

  // What somebody has opened stays open when new facets take the place of the old ones.
  let opened = [];
  document.addEventListener("htmx:beforeSwap", () => {
    opened = [...document.querySelectorAll("#facets details[open]")].map((more) => more.id);
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  });

  // A filter applies itself when a box is ticked; its button serves those without JavaScript.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-submit-on-change]");
    if (form) form.requestSubmit();
  });

  // A secret is copied by one press; without this it is marked and copied by hand.
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.copied;
    });
  }

  // The browser prints without this as well; the button only shows that there is something to print.
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // What could not be fetched or saved is said where its answer would have stood.
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      const place = event.target.closest("[data-failed]");
      if (place) place.textContent = place.dataset.failed;
    });
  }
})();
