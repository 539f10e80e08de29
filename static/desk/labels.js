/* On a phone a list names each cell after its column. Django begins those names with a capital in the wide list's head
   alone. */

document.addEventListener("DOMContentLoaded", () => {
  for (const cell of document.querySelectorAll("#result_list [data-label]")) {
    const { label } = cell.dataset;
    cell.dataset.label = label.charAt(0).toLocaleUpperCase() + label.slice(1);
  }
});
