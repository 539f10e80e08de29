/** The editor as a field of its form: it has the field's name and description, and fills it truthfully. */

import { Extension, Plugin } from "django-prose-editor/editor"

const textareaOf = (editor) => editor.options.element.querySelector("textarea")

export const FormField = Extension.create({
  name: "formField",

  onBeforeCreate() {
    const { editor } = this
    // The library takes a document of one empty element for an empty one; a figure alone is not. It listens before
    // the editor is mounted, and this has to come after it.
    editor.on("mount", () => editor.on("update", () => {
      const textarea = textareaOf(editor)
      if (textarea.value || !editor.state.doc.firstChild?.isAtom) return
      textarea.value = editor.getHTML()
      textarea.dispatchEvent(new Event("input", { bubbles: true }))
    }))
  },

  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin({
        props: {
          attributes() {
            const textarea = textareaOf(editor)
            const label = textarea?.labels?.[0]?.textContent.replace(/[\s*:]+$/, "").trim()
            return {
              "aria-label": label || "Text",
              "aria-multiline": "true",
              ...(textarea?.getAttribute("aria-describedby") && { "aria-describedby": textarea.getAttribute("aria-describedby") }),
              ...(textarea?.getAttribute("aria-invalid") && { "aria-invalid": textarea.getAttribute("aria-invalid") }),
            }
          },
        },
      }),
    ]
  },
})
