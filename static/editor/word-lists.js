/** Word's lists: paragraphs that only say in their style that they belong to one. */

import { element } from "casebook/elements"

const IN_LIST = /mso-list:\s*l\d+\s+level(\d+)/i
// "1." "a)" "(iv)" count; "·", "o" and "§" do not.
const COUNTED = /^\(?(\d+|[a-z]{1,4})[.)]/i

/** Turns the paragraphs into lists, nested as their levels say. */
export function makeWordLists(root) {
  let open = [] // the lists that the paragraph before stands in, outermost first: { level, list }
  let last = null
  for (const paragraph of [...root.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const level = Number(paragraph.getAttribute("style")?.match(IN_LIST)?.[1] ?? 0)
    if (!level) continue
    if (last === null || nextElement(last) !== paragraph) open = []
    const name = COUNTED.test(takeMarker(paragraph)) ? "ol" : "ul"
    while (open.length && open.at(-1).level > level) open.pop()
    if (open.at(-1)?.level === level && open.at(-1).list.localName !== name) open.pop()
    if (open.at(-1)?.level !== level) {
      const list = element(name)
      const parent = open.at(-1)?.list.lastElementChild
      if (parent) parent.append(list)
      else paragraph.before(list)
      open.push({ level, list })
    }
    const text = element("p", {}, ...paragraph.childNodes)
    open.at(-1).list.append(element("li", {}, text))
    paragraph.remove()
    last = open[0].list
  }
}

/** What follows, but for spaces; text in between ends a list. */
function nextElement(node) {
  let next = node.nextSibling
  while (next && next.nodeType !== Node.ELEMENT_NODE && !next.textContent.trim()) next = next.nextSibling
  return next
}

/** Takes the bullet or number out of the text and returns it. */
function takeMarker(paragraph) {
  const marker = [...paragraph.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(span.getAttribute("style") ?? ""))
  const text = marker?.textContent.trim() ?? ""
  marker?.remove()
  return text
}
