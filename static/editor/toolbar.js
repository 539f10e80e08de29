/** The toolbar above the text: one stop for the Tab key, arrows within, and words on the buttons that are ours. */

import { Extension } from "django-prose-editor/editor"
import { CITE_SHORTCUT } from "casebook/cite-node"
import { element, icon, shortcutText } from "casebook/elements"

// The library's own `focus` waits for the next frame, and a key pressed before it would be lost.
const run = (command, ...given) => ({
  command(editor) {
    editor.view.focus()
    editor.commands[command](...given)
  },
  enabled: (editor) => editor.can()[command](...given),
})
const inTable = { shown: (editor) => editor.isActive("table") }

const GROUPS = [
  [
    { label: "Heading", text: "H3", active: (editor) => editor.isActive("heading", { level: 3 }), ...run("toggleHeading", { level: 3 }) },
    { label: "Subheading", text: "H4", active: (editor) => editor.isActive("heading", { level: 4 }), ...run("toggleHeading", { level: 4 }) },
  ],
  [
    { label: "Bold", icon: "format_bold", shortcut: "Mod-b", active: (editor) => editor.isActive("bold"), ...run("toggleBold") },
    { label: "Italic", icon: "format_italic", shortcut: "Mod-i", active: (editor) => editor.isActive("italic"), ...run("toggleItalic") },
    {
      label: "Link",
      icon: "insert_link",
      shortcut: "Mod-k",
      active: (editor) => editor.isActive("link"),
      enabled: (editor) => !editor.state.selection.empty || editor.isActive("link"),
      command: (editor) => editor.commands.addLink(),
    },
  ],
  [
    { label: "Bulleted list", icon: "format_list_bulleted", active: (editor) => editor.isActive("bulletList"), ...run("toggleBulletList") },
    { label: "Numbered list", icon: "format_list_numbered", active: (editor) => editor.isActive("orderedList"), ...run("toggleOrderedList") },
    { label: "Block quote", icon: "format_quote", active: (editor) => editor.isActive("blockquote"), ...run("toggleBlockquote") },
    { label: "Table", icon: "grid_on", active: (editor) => editor.isActive("table"), ...run("insertTable", { rows: 3, cols: 3, withHeaderRow: true }) },
  ],
  [
    { label: "Cite", icon: "menu_book", text: "Cite", shortcut: CITE_SHORTCUT, active: (editor) => editor.isActive("cite"), command: (editor) => editor.commands.cite() },
    { label: "Figure", icon: "image", text: "Figure", active: (editor) => editor.isActive("figureRef"), command: (editor) => editor.commands.placeFigure() },
  ],
  [
    { label: "Undo", icon: "undo", shortcut: "Mod-z", ...run("undo") },
    { label: "Redo", icon: "redo", shortcut: "Mod-Shift-z", ...run("redo") },
  ],
  [
    { label: "Add a row below", text: "+ row", ...inTable, ...run("addRowAfter") },
    { label: "Add a column to the right", text: "+ column", ...inTable, ...run("addColumnAfter") },
    { label: "Delete the row", text: "− row", ...inTable, ...run("deleteRow") },
    { label: "Delete the column", text: "− column", ...inTable, ...run("deleteColumn") },
    { label: "Heading cells in this row", text: "heading row", ...inTable, ...run("toggleHeaderRow") },
    { label: "Delete the table", text: "delete table", ...inTable, ...run("deleteTable") },
  ],
]

export const Toolbar = Extension.create({
  name: "toolbar",

  addStorage() {
    return { dom: null }
  },

  addKeyboardShortcuts() {
    return {
      "Alt-F10": () => {
        this.storage.dom?.querySelector("[tabindex='0']").focus()
        return true
      },
    }
  },

  // With the editor, not after it: the text would jump from under the pointer.
  onBeforeCreate() {
    const { editor, storage } = this
    editor.on("mount", () => {
      if (!editor.isEditable) return
      storage.dom = makeToolbar(editor)
      editor.view.dom.before(storage.dom)
    })
  },

  onDestroy() {
    this.storage.dom?.remove()
  },
})

function makeToolbar(editor) {
  const items = []
  const groups = GROUPS.map((group) => {
    const buttons = group.map((item) => {
      const button = makeButton(editor, item)
      items.push({ ...item, button })
      return button
    })
    return element("div", { class: "prose-toolbar__group" }, ...buttons)
  })
  const dom = element("div", { class: "prose-toolbar", role: "toolbar", "aria-label": "Formatting" }, ...groups)
  const reachable = () => items.map(({ button }) => button).filter((button) => !button.hidden)

  const stopAt = (button) => {
    for (const item of items) item.button.tabIndex = item.button === button ? 0 : -1
  }

  const update = () => {
    for (const { button, active, enabled, shown } of items) {
      button.hidden = shown ? !shown(editor) : false
      if (button.hidden) continue
      if (active) button.setAttribute("aria-pressed", String(active(editor)))
      button.setAttribute("aria-disabled", String(enabled ? !enabled(editor) : false))
    }
    groups.forEach((group) => (group.hidden = [...group.children].every((button) => button.hidden)))
    if (!reachable().some((button) => button.tabIndex === 0)) stopAt(items[0].button)
  }

  dom.addEventListener("mousedown", (event) => event.preventDefault())
  dom.addEventListener("focusin", (event) => stopAt(event.target))
  dom.addEventListener("keydown", (event) => {
    const buttons = reachable()
    const place = buttons.indexOf(event.target)
    const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (event.key === "Escape") editor.view.focus()
    else if (next === undefined) return
    else buttons.at(next % buttons.length).focus()
    event.preventDefault()
  })
  editor.on("transaction", update)
  stopAt(items[0].button)
  update()
  return dom
}

function makeButton(editor, { label, icon: name, text, shortcut, command }) {
  const title = shortcut ? `${label} (${shortcutText(shortcut)})` : label
  const button = element(
    "button",
    { type: "button", class: "prose-toolbar__button", title, "aria-label": label },
    name ? icon(name) : null,
    text ? element("span", {}, text) : null,
  )
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") command(editor)
  })
  return button
}
