/* Unfold's icons are words that a font draws. Whoever listens hears the button's own words instead; where there are
   none, what the button is for. */

(() => {
  const NAMES = {
    calendar_today: "Choose a date",
    schedule: "Choose a time",
    arrow_back: "Back",
    add: "Add",
    close: "Close",
    more_horiz: "More",
  };

  const hush = () => {
    // The menu and a long list both scroll: each region has a name of its own.
    document.getElementById("nav-sidebar-apps")?.setAttribute("data-simplebar-aria-label", "Pages of the desk");
    for (const icon of document.querySelectorAll(".material-symbols-outlined:not([aria-hidden])")) {
      icon.setAttribute("aria-hidden", "true");
      const control = icon.closest("a, button");
      if (!control || control.hasAttribute("aria-label") || control.title) continue;
      const word = icon.textContent.trim();
      if (control.textContent.trim() === word && NAMES[word]) control.setAttribute("aria-label", NAMES[word]);
    }
    for (const link of document.querySelectorAll("a:not([aria-label]):has(> .date-icon, > .clock-icon)")) {
      link.setAttribute("aria-label", link.querySelector(".date-icon") ? NAMES.calendar_today : NAMES.schedule);
    }
  };

  document.addEventListener("DOMContentLoaded", hush);
  document.addEventListener("formset:added", hush);
  // Django's calendars are made when the page has loaded.
  window.addEventListener("load", () => setTimeout(hush));
})();
