/**
 * Makes editors of prose fields, each when it comes into view: a case of a hundred sections opens as fast as one of
 * five. Until then the text stands there for reading. Whoever writes into the textarea from outside (a restored
 * working copy, say) dispatches "prose:reload" on it afterwards.
 */

import * as library from "django-prose-editor/editor"
import { element } from "casebook/elements"
import * as ours from "casebook/extensions"
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

function extensionsOf(textarea) {
  const available = { ...library, ...ours }
  const { extensions } = JSON.parse(textarea.getAttribute(MARKER))
  return Object.entries(extensions).map(([name, options]) =>
    typeof options === "object" ? available[name].configure(options) : available[name],
  )
}

/** The editor, made at once: between a click or a key and the next one nothing may be lost. Null if it cannot be made. */
function createEditor(textarea) {
  try {
    return library.createTextareaEditor(textarea, extensionsOf(textarea))
  } catch (error) {
    console.error(error)
    return null
  }
}

function prepare(textarea) {
  if (textarea.id.includes("__prefix__") || textarea.dataset.prose) return
  textarea.dataset.prose = "waiting"
  const preview = element("div", { class: "prose-preview", tabindex: "0", role: "textbox", "aria-label": "Text", "aria-multiline": "true" })
  let stopPreview = null
  let editor // undefined until it is made
  const fill = () => (stopPreview ??= showPreview(preview, textarea.value))

  const make = () => {
    if (editor !== undefined) return editor
    const hadFocus = document.activeElement === preview
    for (const observer of [makers, fillers]) observer.unobserve(preview)
    editor = createEditor(textarea)
    stopPreview?.()
    preview.remove()
    textarea.dataset.prose = editor ? "ready" : "plain"
    textarea.hidden = Boolean(editor)
    textarea.classList.remove("prose-source")
    if (hadFocus) editor?.view.focus()
    return editor
  }

  textarea.addEventListener("prose:reload", () => {
    if (editor) editor.commands.setContent(textarea.value, { emitUpdate: false })
    else if (stopPreview) {
      stopPreview()
      stopPreview = showPreview(preview, textarea.value)
    }
  })
  // Labels, and links to what is to be mended, lead to the textarea, which nobody sees.
  const focusEditor = () => make()?.view.focus()
  for (const label of textarea.labels ?? []) label.addEventListener("click", focusEditor)
  textarea.addEventListener("focus", focusEditor)
  preview.addEventListener("focus", make)
  preview.addEventListener("mousedown", (event) => {
    if (event.button !== 0) return
    event.preventDefault() // what was clicked is about to go, and the cursor would be lost with it
    fill()
    const before = preview.firstElementChild?.getBoundingClientRect().top
    const made = make()
    if (made) putCursor(made, event.clientX, event.clientY, before)
  })
  textarea.classList.add("prose-source")
  textarea.tabIndex = -1
  textarea.before(preview)
  waiting.set(preview, { fill, make })
  for (const observer of [fillers, makers]) observer.observe(preview)
}

/** Puts the cursor where the preview was clicked; `before` is where its first block stood. */
function putCursor(editor, left, top, before) {
  const { view } = editor
  const moved = view.dom.firstElementChild.getBoundingClientRect().top - (before ?? 0)
  const place = before === undefined ? null : view.posAtCoords({ left, top: top + moved })
  editor.commands.setTextSelection(place?.pos ?? editor.state.doc.content.size)
  view.focus()
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
