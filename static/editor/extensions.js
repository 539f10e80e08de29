/** All that the editor has beyond its library, under the names that the server's configuration uses. */

import {
  Link as BaseLink,
  OrderedList as BaseOrderedList,
  Table as BaseTable,
  TableCell as BaseTableCell,
  TableHeader as BaseTableHeader,
} from "django-prose-editor/editor"
import { completeAddress, openLinkDialog } from "casebook/link-dialog"

export { Cite } from "casebook/cite-node"
export { FigureRef } from "casebook/figure-node"
export { FormField } from "casebook/form-field"
export { TidyPaste } from "casebook/paste"
export { Toolbar } from "casebook/toolbar"

/** Cells hold lines of text and nothing else; Enter makes a new line, as it is kept. */
export const TableCell = BaseTableCell.extend({ content: "paragraph+" })
export const TableHeader = BaseTableHeader.extend({ content: "paragraph+" })
export const Table = BaseTable.extend({
  priority: 200,
  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      Enter: ({ editor }) => editor.isActive("table") && editor.commands.setHardBreak(),
    }
  },
})

/** Numbered from one, in digits. */
export const OrderedList = BaseOrderedList.extend({
  addAttributes: () => ({}),
  addNodeView: null,
})

/** A link has an address and nothing else. */
export const Link = BaseLink.extend({
  addAttributes() {
    return { href: this.parent?.().href }
  },

  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          askForAddress(editor)
          return true
        },
    }
  },

  addPasteRules: () => [],
})

async function askForAddress(editor) {
  const isLink = editor.isActive("link")
  if (editor.state.selection.empty && !isLink) return
  const href = await openLinkDialog(editor.getAttributes("link"))
  editor.view.focus()
  const chain = editor.chain()
  if (href) chain.extendMarkRange("link").setMark("link", { href: completeAddress(href) }).run()
  else if (href === "") chain.extendMarkRange("link").unsetMark("link").run()
}
