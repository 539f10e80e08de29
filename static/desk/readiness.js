/* The readiness panel: asked for anew when the draft was saved elsewhere or a working copy was kept, and its badge.

   Say `document.dispatchEvent(new CustomEvent("casebook:kept"))` after a change on the server. Links from other pages
   name a field in their fragment, `#id_sections-2-prose`: its tab is shown and it takes the focus. */

(() => {
  const root = () => document.querySelector("[data-readiness]");

  const badge = () => {
    const says = root();
    if (!says) return;
    window.casebookBadge("readiness", says.dataset.readiness);
    const stops = says.querySelector(".desk-readiness-stop") !== null;
    for (const mark of document.querySelectorAll('[data-badge="readiness"]')) mark.classList.toggle("desk-badge-stop", stops);
  };

  let asking = null;
  const ask = async () => {
    const says = root();
    if (!says) return;
    asking?.abort();
    asking = new AbortController();
    const open = [...says.querySelectorAll("details[open] > summary")].map((summary) => summary.firstChild.textContent);
    try {
      const answer = await fetch(says.dataset.readinessAddress, { signal: asking.signal, redirect: "error" });
      if (!answer.ok) return;
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      const fresh = holder.content.querySelector("[data-readiness]");
      if (!fresh) return;
      for (const fold of fresh.querySelectorAll("details")) {
        fold.open = open.includes(fold.querySelector("summary").firstChild.textContent);
      }
      // Whoever reads the panel with the keyboard is not thrown out of it.
      if (says.contains(document.activeElement)) return;
      says.replaceWith(fresh);
      badge();
    } catch {
      // Offline or signed out: what stands there was true when it was asked.
    }
  };
  document.addEventListener("casebook:kept", ask);

  document.addEventListener("DOMContentLoaded", badge);
  window.addEventListener("load", () => {
    const wanted = decodeURIComponent(window.location.hash.slice(1));
    if (!wanted || document.getElementById(`${wanted}-group`)) return;
    if (wanted.startsWith("panel-")) window.casebookPanel?.open(wanted.slice(6));
    else if (document.getElementById(wanted)) window.casebookReveal?.(wanted);
  });
})();
