/** A list of cited sources outside prose: chips, and the same dialog that prose has. */

import { fillChip } from "casebook/chip"
import { openCiteDialog } from "casebook/cite-dialog"
import { element, icon } from "casebook/elements"
import { onSources } from "casebook/sources"

const FIELDS = ["locator"]

function enhance(input) {
  if (input.id.includes("__prefix__") || input.dataset.enhanced) return
  const given = JSON.parse(input.dataset.citations)
  if (given === null) return // A line that cannot be read is put right by hand.
  input.dataset.enhanced = "true"
  const most = Number(input.dataset.max) || 20
  const name = input.labels?.[0]?.textContent.trim() || "Sources"
  let items = given
  let chips = []
  const list = element("ul", { class: "citations-list", "aria-label": name })
  const add = element("button", { type: "button", class: "casebook-button casebook-button--small", onclick: () => edit() }, icon("add"), "Add source")

  const keep = (changed) => {
    items = changed
    input.value = items.length ? JSON.stringify(items) : ""
    input.dispatchEvent(new Event("input", { bubbles: true }))
    input.dispatchEvent(new Event("change", { bubbles: true }))
    show()
  }

  /** Opens the dialog for the citation at the index, or for further ones. */
  const edit = async (index = items.length) => {
    const own = items.slice(index, index + 1)
    const chosen = await openCiteDialog({
      items: own,
      fields: FIELDS,
      most: own.length ? 1 : most - items.length,
      title: own.length ? "Edit source" : "Add a source",
      nouns: "source",
    })
    if (chosen !== null) keep(items.toSpliced(index, own.length, ...chosen))
    const chip = list.children[Math.min(index, items.length - 1)]?.querySelector("button")
    ;(add.hidden ? chip : add)?.focus()
  }

  const nameChips = () => chips.forEach((chip, index) => fillChip(chip, [items[index]]))

  const show = () => {
    chips = items.map((_item, index) => element("button", { type: "button", class: "cite-chip", onclick: () => edit(index) }))
    nameChips()
    list.replaceChildren(
      ...items.map((item, index) => {
        const remove = element("button", { type: "button", class: "casebook-icon-button", title: "Remove", "aria-label": `Remove ${item.key}` }, icon("close"))
        remove.addEventListener("click", () => {
          keep(items.toSpliced(index, 1))
          add.focus()
        })
        return element("li", {}, chips[index], remove)
      }),
    )
    list.hidden = items.length === 0
    add.hidden = items.length >= most
  }

  input.after(element("div", { class: "citations-field" }, list, add))
  input.hidden = true
  for (const label of input.labels ?? []) label.addEventListener("click", () => (add.hidden ? list.querySelector("button") : add).focus())
  onSources(nameChips)
  show()
}

function enhanceAll(root) {
  root.querySelectorAll("input[data-citations]").forEach(enhance)
}

enhanceAll(document)
document.addEventListener("formset:added", (event) => enhanceAll(event.target))
