/** The place of a figure in the text: a block atom, shown as a frame with picture, key and caption. */

import { Node, pm } from "django-prose-editor/editor"
import { element } from "casebook/elements"
import { figureWords, openFigureDialog, thumbnail } from "casebook/figure-dialog"
import { figureOf, loadFigures, onFigures } from "casebook/figures"

const KEY = /^[-\w]{1,80}$/
const { NodeSelection, TextSelection } = pm.state

export const FigureRef = Node.create({
  name: "figureRef",
  priority: 200,
  group: "block",
  atom: true,
  selectable: true,
  draggable: true,

  addAttributes() {
    return {
      key: {
        default: "",
        parseHTML: (dom) => dom.dataset.figure,
        renderHTML: ({ key }) => ({ "data-figure": key }),
      },
    }
  },

  parseHTML() {
    return [{ tag: "figure[data-figure]", priority: 100, getAttrs: (dom) => (KEY.test(dom.dataset.figure) ? null : false) }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["figure", HTMLAttributes]
  },

  renderText({ node }) {
    return `[figure: ${node.attrs.key}]`
  },

  addNodeView() {
    return ({ node, editor, getPos }) => {
      let { key } = node.attrs
      const dom = element("div", { class: "figure-frame", contenteditable: "false" })
      const show = () => showFigure(dom, key)
      const stop = onFigures(show)
      show()
      loadFigures().catch(() => {})
      dom.addEventListener("dblclick", () => {
        if (!editor.isEditable) return
        editor.commands.setNodeSelection(getPos())
        editor.commands.placeFigure()
      })
      return {
        dom,
        ignoreMutation: () => true,
        update(changed) {
          if (changed.type.name !== "figureRef") return false
          key = changed.attrs.key
          show()
          return true
        },
        destroy: stop,
      }
    }
  },

  addCommands() {
    return {
      // Changes the selected figure, or places one after the block in which the selection ends.
      placeFigure:
        () =>
        ({ editor }) => {
          placeAtSelection(editor)
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    return { Enter: () => selectedFigure(this.editor) !== null && this.editor.commands.placeFigure() }
  },
})

/** Fills a frame for the figure, in the editor or in the preview. */
export function showFigure(frame, key) {
  const figure = figureOf(key)
  frame.classList.toggle("figure-frame--missing", figure === null)
  if (figure) frame.replaceChildren(thumbnail(figure), figureWords(figure))
  else if (figure === null) frame.replaceChildren(`No figure of this case has the key “${key}”.`)
  else frame.replaceChildren(`Figure ${key}`)
}

function selectedFigure(editor) {
  const { selection } = editor.state
  return selection instanceof NodeSelection && selection.node.type.name === "figureRef" ? selection : null
}

async function placeAtSelection(editor) {
  const selected = selectedFigure(editor)
  const key = await openFigureDialog({ key: selected?.node.attrs.key })
  const { state, view } = editor
  if (key !== null) {
    const tr = state.tr
    if (selected && key) tr.setNodeMarkup(selected.from, undefined, { key })
    else if (selected) tr.delete(selected.from, selected.to)
    else insertBelow(tr, state.selection.$to, state.schema.nodes.figureRef.create({ key }))
    view.dispatch(pm.history.closeHistory(tr).scrollIntoView())
  }
  view.focus()
}

/** Puts the figure below the outermost block at the position, with a line to write on after it. */
function insertBelow(tr, $to, figure) {
  const block = $to.depth ? $to.node(1) : null
  const isEmptyLine = block?.type.name === "paragraph" && block.content.size === 0
  const at = block ? $to.after(1) : $to.pos
  if (isEmptyLine) tr.replaceWith($to.before(1), at, figure)
  else tr.insert(at, figure)
  const end = (isEmptyLine ? $to.before(1) : at) + figure.nodeSize
  if (end === tr.doc.content.size) tr.insert(end, tr.doc.type.schema.nodes.paragraph.create())
  tr.setSelection(TextSelection.near(tr.doc.resolve(end), 1))
}
