// From difference to difference: the two buttons, or n and p.

const places = () => [...document.querySelectorAll(".redline [data-change]")].filter((place) => !place.querySelector("[data-change]"))
const tools = document.querySelector(".desk-compare-jump")
const status = document.querySelector("[data-jump-place]")
let at = -1

function jump(step) {
  const all = places()
  if (!all.length) return
  const here = all.indexOf(document.activeElement)
  at = ((here >= 0 ? here : at) + step + all.length) % all.length
  if (at < 0) at = 0
  const place = all[at]
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true
  place.focus({ preventScroll: true })
  place.scrollIntoView({ block: "center" })
  status.textContent = status.dataset.words.replace("{at}", at + 1).replace("{all}", all.length)
}

if (tools && places().length) {
  tools.hidden = false
  for (const button of tools.querySelectorAll("[data-jump]")) {
    button.addEventListener("click", () => jump(Number(button.dataset.jump)))
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]")
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === "n") jump(1)
    if (event.key === "p") jump(-1)
  })
}
