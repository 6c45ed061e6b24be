// The board of applicants. Every step also works as a link to a page, without this file.
(() => {
  "use strict";

  const dialog = document.getElementById("move-dialog");
  const said = document.getElementById("board-said");
  let dragged = null;

  const moves = (card) => [...card.querySelectorAll("a[data-state]")];
  const moveTo = (card, column) => moves(card).find((link) => link.dataset.state === column);

  const prepare = () => {
    for (const button of document.querySelectorAll("[data-tick]")) button.hidden = false;
    for (const card of document.querySelectorAll("[data-card]")) {
      card.draggable = moves(card).length > 0;
    }
  };

  const mark = (name, columns) => {
    for (const column of document.querySelectorAll("[data-column]")) {
      column.classList.toggle(name, columns.includes(column));
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tick]");
    if (!button) return;
    const boxes = [...document.querySelectorAll(`${button.dataset.tick} input[name=chosen]`)];
    const tick = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = tick;
  });

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-card]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.id);
    dragged.classList.add("dragged");
    const columns = [...document.querySelectorAll("[data-column]")];
    mark("takes", columns.filter((column) => moveTo(dragged, column.dataset.column)));
  });

  document.addEventListener("dragover", (event) => {
    const column = event.target.closest?.("[data-column]");
    if (!dragged || !column) return;
    event.preventDefault();
    mark("over", [column]);
  });

  document.addEventListener("drop", (event) => {
    const column = event.target.closest?.("[data-column]");
    if (!dragged || !column) return;
    event.preventDefault();
    const link = moveTo(dragged, column.dataset.column);
    if (link) link.click();
    else if (!column.contains(dragged)) said.textContent = board().dataset.refused;
  });

  document.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    dragged = null;
    mark("takes", []);
    mark("over", []);
  });

  const board = () => document.getElementById("board");

  // The form of a step opens over the board; closed, the focus is back on “Move to…”.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id === "move-form" && !dialog.open) dialog.showModal();
    prepare();
  });

  // After “show more” the focus is on the first card that was not there before.
  let more = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    more = event.target.closest?.("[data-more]")?.dataset.more ?? null;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const column = event.detail.elt;
    if (more === null || !column.matches?.("[data-column]")) return;
    column.querySelectorAll("[data-card]")[Number(more)]?.focus();
    more = null;
  });

  // After a move the focus goes with the card, or to the board when it is on it no more.
  document.addEventListener("moved", (event) => {
    dialog.close();
    (document.getElementById(event.detail.card) ?? board()).focus();
  });

  prepare();
})();
