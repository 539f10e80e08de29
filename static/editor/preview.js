/** Prose for reading, until its editor is made: the allowed elements alone, with chips and figures in place. */

import { fillChip } from "casebook/chip"
import { readItems } from "casebook/citation"
import { element } from "casebook/elements"
import { showFigure } from "casebook/figure-node"
import { loadFigures, onFigures } from "casebook/figures"
import { onSources } from "casebook/sources"

const KEPT = new Set("p h3 h4 strong em ul ol li blockquote table tbody tr th td br".split(" "))

/** Fills the element; returns how to stop it from following the names that arrive. */
export function showPreview(preview, html) {
  const { body } = new DOMParser().parseFromString(html, "text/html") // inert: nothing in it runs or loads
  const chips = []
  const figures = []
  preview.replaceChildren(...copied(body, chips, figures))
  const fill = () => chips.forEach(([chip, items]) => fillChip(chip, items))
  const frame = () => figures.forEach(([place, key]) => showFigure(place, key))
  fill()
  frame()
  if (figures.length) loadFigures().catch(() => {})
  const stops = [onSources(fill), onFigures(frame)]
  return () => stops.forEach((stop) => stop())
}

function copied(node, chips, figures) {
  return [...node.childNodes].flatMap((child) => {
    if (child.nodeType === Node.TEXT_NODE) return [child.data]
    if (child.nodeType !== Node.ELEMENT_NODE) return []
    const items = child.dataset.cite && readItems(child.dataset.cite)
    if (items) {
      const chip = element("span", { class: "cite-chip" })
      chips.push([chip, items])
      return [chip]
    }
    if (child.dataset.figure) {
      const place = element("div", { class: "figure-frame" })
      figures.push([place, child.dataset.figure])
      return [place]
    }
    const inner = copied(child, chips, figures)
    if (child.localName === "a") return [element("span", { class: "prose-preview__link" }, ...inner)]
    return KEPT.has(child.localName) ? [element(child.localName, {}, ...inner)] : inner
  })
}
