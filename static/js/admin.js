/* Loaded in the head, after htmx and before Alpine starts: what Unfold would write into style
   attributes and elements, which our policy forbids, is said in ways that it allows. */
htmx.config.includeIndicatorStyles = false;

document.addEventListener("alpine:init", () => {
  const bar = document.getElementById("changelist-actions");
  bar?.setAttribute("x-bind:style", "{ width: changeListWidth + 'px' }");
});

/* A new inline row is parsed from the markup of the empty one, where Alpine left style="". */
document.addEventListener(
  "click",
  (event) => {
    const formset = event.target.closest(".formset");
    formset?.querySelectorAll(".empty-form [style='']").forEach((element) => {
      element.removeAttribute("style");
    });
  },
  { capture: true },
);
