/** A modal dialog on the page's body: outside the admin's form, so that Enter in it saves nothing. */

import { element, uniqueId } from "casebook/elements"

/**
 * Shows a dialog and resolves with what `close(answer)` was called with, null on Escape or Cancel.
 * `build(close)` returns { content, buttons, first }: nodes, and the element that gets the focus.
 */
export function openDialog({ title, className = "", build }) {
  return new Promise((resolve) => {
    const heading = element("h2", { class: "casebook-dialog__title", id: uniqueId("title") }, title)
    const dialog = element("dialog", { class: `casebook-dialog ${className}`, "aria-labelledby": heading.id })
    let answer = null
    // At once, and not when the browser says that it is closed: a key pressed in between would reach the text first.
    const close = (given) => {
      answer = given
      dialog.close()
      finish()
    }
    const finish = () => {
      dialog.remove()
      resolve(answer)
    }
    const { content, buttons, first } = build(close)
    dialog.append(heading, ...content, element("div", { class: "casebook-dialog__buttons" }, ...buttons))
    dialog.addEventListener("keydown", (event) => {
      event.stopPropagation()
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault()
    })
    dialog.addEventListener("cancel", () => close(null))
    dialog.addEventListener("close", finish)
    document.body.append(dialog)
    dialog.showModal()
    first?.focus()
  })
}

export function dialogButton(label, onclick, { kind = "plain" } = {}) {
  return element("button", { type: "button", class: `casebook-button casebook-button--${kind}`, onclick }, label)
}

/** A labelled input; the input is `field.input`. */
export function labelledInput(label, attributes = {}, help = "") {
  const id = uniqueId("input")
  const input = element("input", { type: "text", autocomplete: "off", ...attributes, id })
  const field = element("div", { class: "casebook-field" }, element("label", { for: id }, label), input)
  if (help) {
    const note = element("p", { class: "casebook-field__help", id: uniqueId("help") }, help)
    input.setAttribute("aria-describedby", note.id)
    field.append(note)
  }
  field.input = input
  return field
}
