/**
 * Makes editors of prose fields, each when it comes into view: a case of a hundred sections opens as fast as one of
 * five. Until then the text stands there for reading. Whoever writes into the textarea from outside (a restored
 * working copy, say) dispatches "prose:reload" on it afterwards.
 */

import { createEditor } from "django-prose-editor/configurable"
import { element } from "casebook/elements"
import { showPreview } from "casebook/preview"

const MARKER = "data-django-prose-editor-casebook"
const waiting = new WeakMap() // preview -> { fill, make }
const whenWithin = (rootMargin, what) =>
  new IntersectionObserver(
    (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => waiting.get(entry.target)[what]()),
    { rootMargin },
  )
const makers = whenWithin("400px", "make")
const fillers = whenWithin("4000px", "fill") // folded rows stay empty

function prepare(textarea) {
  if (textarea.id.includes("__prefix__") || textarea.dataset.prose) return
  textarea.dataset.prose = "waiting"
  const preview = element("div", { class: "prose-preview", tabindex: "0", role: "textbox", "aria-label": "Text", "aria-multiline": "true" })
  let stopPreview = null
  let made = null
  const fill = () => (stopPreview ??= showPreview(preview, textarea.value))

  const make = () => {
    made ??= createEditor(textarea, JSON.parse(textarea.getAttribute(MARKER))).then((editor) => {
      for (const observer of [makers, fillers]) observer.unobserve(preview)
      const hadFocus = document.activeElement === preview
      stopPreview?.()
      preview.remove()
      textarea.dataset.prose = editor ? "ready" : "plain"
      textarea.hidden = Boolean(editor)
      textarea.classList.remove("prose-source")
      if (editor && hadFocus) editor.commands.focus()
      return editor
    })
    return made
  }

  textarea.addEventListener("prose:reload", async () => {
    if (made) (await made)?.commands.setContent(textarea.value, { emitUpdate: false })
    else if (stopPreview) {
      stopPreview()
      stopPreview = showPreview(preview, textarea.value)
    }
  })
  // Labels, and links to what is to be mended, lead to the textarea, which nobody sees.
  const focusEditor = async () => (await make())?.commands.focus()
  for (const label of textarea.labels ?? []) label.addEventListener("click", focusEditor)
  textarea.addEventListener("focus", focusEditor)
  preview.addEventListener("focus", make)
  textarea.classList.add("prose-source")
  textarea.tabIndex = -1
  textarea.before(preview)
  waiting.set(preview, { fill, make })
  for (const observer of [fillers, makers]) observer.observe(preview)
}

function prepareAll(root) {
  root.querySelectorAll(`textarea[${MARKER}]`).forEach(prepare)
}

// The page's own bar stays at the top as well; toolbars stop below it.
const bar = document.querySelector(".desk-bar")
if (bar) {
  const measure = () => document.documentElement.style.setProperty("--editor-toolbar-top", `${bar.offsetHeight}px`)
  new ResizeObserver(measure).observe(bar)
}

prepareAll(document)
document.addEventListener("formset:added", (event) => prepareAll(event.target))
