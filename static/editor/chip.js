/** What a citation looks like while it is being written: a chip with author, year and place. */

import { itemText } from "casebook/citation"
import { element } from "casebook/elements"
import { sourceOf, wantSources } from "casebook/sources"

/** Writes the items into the chip; asks for names that are not known yet. */
export function fillChip(chip, items) {
  wantSources(items.map((item) => item.key))
  const parts = items.map((item) => {
    const source = sourceOf(item.key)
    if (source === null) return element("span", { class: "cite-chip__missing" }, `missing source: ${itemText(item, item.key)}`)
    return element("span", {}, itemText(item, source?.label ?? item.key))
  })
  chip.replaceChildren(...parts.flatMap((part, index) => (index ? ["; ", part] : [part])))
  chip.classList.toggle("cite-chip--missing", items.some((item) => sourceOf(item.key) === null))
  chip.title = items
    .map((item) => {
      const source = sourceOf(item.key)
      if (source === null) return `The source library has no “${item.key}”.`
      return source ? [source.title, source.detail].filter(Boolean).join("\n") : item.key
    })
    .join("\n\n")
}

/** The citation in plain text, for the clipboard. */
export const chipText = (items) => `(${items.map((item) => itemText(item, sourceOf(item.key)?.label ?? item.key)).join("; ")})`
