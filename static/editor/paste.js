/** What comes from other programs: structure is kept, their junk is dropped. The rest the schema does. */

import { Extension } from "django-prose-editor/editor"
import { element } from "casebook/elements"
import { makeWordLists } from "casebook/word-lists"

const JUNK = "style, script, meta, link, title, xml, svg, noscript, template, img, picture, video, audio, iframe, object"
const KEPT_ATTRIBUTES = new Set(["href", "style", "data-cite", "data-figure"])
const LEVELS = { h1: "h3", h2: "h3", h5: "h4", h6: "h4" }
const MAY_LEAD_TO = /^(https?:\/\/|mailto:)/i

export const TidyPaste = Extension.create({
  name: "tidyPaste",

  transformPastedHTML(html) {
    return tidyPastedHTML(html)
  },
})

/** The HTML of another program as HTML that the editor understands; our own passes as it is. */
export function tidyPastedHTML(html) {
  if (html.includes("data-pm-slice")) return html
  const { body } = new DOMParser().parseFromString(html, "text/html")
  dropComments(body)
  body.querySelectorAll(JUNK).forEach((junk) => junk.remove())
  // Google Docs wraps all it gives in a bold that is not bold.
  body.querySelectorAll('b[id^="docs-internal-guid"]').forEach(unwrap)
  makeWordLists(body)
  body.querySelectorAll("*").forEach((node) => {
    if (node.localName.includes(":")) unwrap(node) // Word's o:p and the like
  })
  body.querySelectorAll("p.MsoQuote, p.MsoIntenseQuote").forEach((quote) => {
    quote.replaceWith(element("blockquote", {}, element("p", {}, ...quote.childNodes)))
  })
  body.querySelectorAll("p.MsoTitle, p.MsoSubtitle").forEach((title) => rename(title, "h3"))
  for (const [from, to] of Object.entries(LEVELS)) body.querySelectorAll(from).forEach((heading) => rename(heading, to))
  body.querySelectorAll("h3, h4").forEach((heading) => heading.querySelectorAll("b, strong").forEach(unwrap))
  body.querySelectorAll("a").forEach(tidyLink)
  body.querySelectorAll("table").forEach(splitMergedCells)
  body.querySelectorAll("p").forEach((paragraph) => {
    const isEmpty = !paragraph.textContent.trim() && !paragraph.querySelector("[data-cite], [data-figure]")
    if (isEmpty && !paragraph.closest("td, th, li")) paragraph.remove()
  })
  body.querySelectorAll("*").forEach((node) => {
    for (const name of node.getAttributeNames()) if (!KEPT_ATTRIBUTES.has(name)) node.removeAttribute(name)
  })
  return body.innerHTML
}

function dropComments(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT)
  const comments = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  comments.forEach((comment) => comment.remove())
}

const unwrap = (node) => node.replaceWith(...node.childNodes)

const rename = (node, name) => node.replaceWith(element(name, {}, ...node.childNodes))

/** Links to places in the other document are dropped, Google's detour is taken out. */
function tidyLink(link) {
  let href = link.getAttribute("href") ?? ""
  if (/^https:\/\/www\.google\.com\/url\?/.test(href)) href = new URL(href).searchParams.get("q") ?? href
  if (MAY_LEAD_TO.test(href)) link.setAttribute("href", href)
  else unwrap(link)
}

/** Every cell on its own, as tables are kept; what was merged stands in the first of its cells. */
function splitMergedCells(table) {
  const rows = [...table.rows]
  rows.forEach((row, index) => {
    for (const cell of [...row.cells]) {
      const [columns, depth] = [cell.colSpan, Math.min(cell.rowSpan, rows.length - index)]
      const place = cell.cellIndex
      cell.removeAttribute("colspan")
      cell.removeAttribute("rowspan")
      for (let column = 1; column < columns; column++) cell.after(element(cell.localName))
      for (let below = 1; below < depth; below++) {
        const before = rows[index + below].cells[place] ?? null
        for (let column = 0; column < columns; column++) rows[index + below].insertBefore(element(cell.localName), before)
      }
    }
  })
}
