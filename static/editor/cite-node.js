/** The citation in the editor: an inline atom, shown as a chip, edited in a dialog. */

import { Node, Plugin, pm } from "django-prose-editor/editor"
import { chipText, fillChip } from "casebook/chip"
import { readItems, writeItems } from "casebook/citation"
import { openCiteDialog } from "casebook/cite-dialog"
import { element } from "casebook/elements"
import { onSources } from "casebook/sources"

// F for footnote. Browsers take Mod-Shift-C themselves, and Mod-Alt writes letters on many keyboards.
export const CITE_SHORTCUT = "Mod-Shift-f"

const { NodeSelection, TextSelection } = pm.state
const { closeHistory } = pm.history // what a dialog or a key did to a citation is undone by itself

export const Cite = Node.create({
  name: "cite",
  priority: 200, // before lists and the like, for Enter on a chip
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  draggable: true,

  addAttributes() {
    return {
      items: {
        default: [],
        parseHTML: (dom) => readItems(dom.dataset.cite) ?? [],
        renderHTML: ({ items }) => ({ "data-cite": writeItems(items) }),
      },
    }
  },

  parseHTML() {
    return [{ tag: "span[data-cite]", priority: 100, getAttrs: (dom) => (readItems(dom.dataset.cite) ? null : false) }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["span", HTMLAttributes]
  },

  renderText({ node }) {
    return chipText(node.attrs.items)
  },

  addNodeView() {
    return ({ node, editor, getPos }) => {
      let { items } = node.attrs
      const dom = element("span", { class: "cite-chip", contenteditable: "false" })
      const stop = onSources(() => fillChip(dom, items))
      fillChip(dom, items)
      dom.addEventListener("dblclick", (event) => {
        event.preventDefault()
        if (!editor.isEditable) return
        editor.commands.setNodeSelection(getPos())
        editor.commands.cite()
      })
      return {
        dom,
        ignoreMutation: () => true,
        update(changed) {
          if (changed.type.name !== "cite") return false
          items = changed.attrs.items
          fillChip(dom, items)
          return true
        },
        destroy: stop,
      }
    }
  },

  addCommands() {
    return {
      // Edits the selected citation, or inserts one where the selection ends.
      cite:
        () =>
        ({ editor }) => {
          citeAtSelection(editor)
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    const removeBeside = (side) => () => removeChip(this.editor, side)
    return {
      [CITE_SHORTCUT]: () => this.editor.commands.cite(),
      Enter: () => selectedChip(this.editor) !== null && this.editor.commands.cite(),
      Backspace: removeBeside("nodeBefore"),
      Delete: removeBeside("nodeAfter"),
    }
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            keydown: readSelection,
            keyup: readSelection,
            click: readSelection,
          },
          // Typing with a chip selected writes behind it; a key pressed too much deletes no evidence.
          handleTextInput(view, from, to, text) {
            const { selection } = view.state
            if (!(selection instanceof NodeSelection) || selection.node.type.name !== "cite") return false
            const tr = view.state.tr.insertText(text, selection.to)
            view.dispatch(tr.setSelection(TextSelection.create(tr.doc, selection.to + text.length)).scrollIntoView())
            return true
          },
        },
      }),
    ]
  },
})

// The browser reports a moved cursor late, on a busy machine after the next keys: a held arrow would run past a chip,
// and a citation asked for at the end of a line would land where the cursor was before.
function readSelection(view, event) {
  if (!event.isComposing && event.keyCode !== 229) view.domObserver.flush()
  return false
}

function selectedChip(editor) {
  const { selection } = editor.state
  return selection instanceof NodeSelection && selection.node.type.name === "cite" ? selection : null
}

function removeChip(editor, side) {
  const { state, view } = editor
  const selected = selectedChip(editor)
  if (selected) {
    view.dispatch(closeHistory(state.tr.deleteSelection()).scrollIntoView())
    return true
  }
  const { $head, empty } = state.selection
  const node = empty && !$head.textOffset ? $head[side] : null
  if (node?.type.name !== "cite") return false
  const start = side === "nodeBefore" ? $head.pos - node.nodeSize : $head.pos
  view.dispatch(closeHistory(state.tr.delete(start, start + node.nodeSize)).scrollIntoView())
  return true
}

async function citeAtSelection(editor) {
  const selected = selectedChip(editor)
  const items = await openCiteDialog({ items: selected?.node.attrs.items })
  const { state, view } = editor
  if (items !== null) {
    const at = selected?.from ?? state.selection.to
    const tr = state.tr
    if (selected) tr.delete(selected.from, selected.to)
    if (items.length) tr.insert(at, state.schema.nodes.cite.create({ items }))
    const after = Math.min(at + (items.length ? 1 : 0), tr.doc.content.size)
    tr.setSelection(TextSelection.near(tr.doc.resolve(after), -1))
    view.dispatch(closeHistory(tr).scrollIntoView())
  }
  view.focus()
}
