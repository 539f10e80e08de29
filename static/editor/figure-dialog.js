/** The dialog in which one of the case's figures is chosen. */

import { dialogButton, openDialog } from "casebook/dialog"
import { element, uniqueId } from "casebook/elements"
import { listFigures, loadFigures } from "casebook/figures"

/** Resolves with the figure's key, "" to remove the figure from the text, or null when nothing is to change. */
export function openFigureDialog({ key = "" } = {}) {
  return openDialog({
    title: key ? "Change figure" : "Place a figure",
    className: "casebook-dialog--figure",
    build(close) {
      const name = uniqueId("figure")
      const status = element("p", { class: "source-status", role: "status" }, "Loading the figures…")
      const list = element("div", { class: "figure-list", role: "radiogroup", "aria-label": "Figures of this case" })
      const checked = () => list.querySelector("input:checked")
      const finish = () => checked() && close(checked().value)
      const save = dialogButton(key ? "Change figure" : "Place figure", finish, { kind: "primary" })

      const row = (figure) => {
        const radio = element("input", { type: "radio", name, value: figure.key, checked: figure.key === key, onchange: update })
        radio.addEventListener("keydown", (event) => {
          if (event.key === "Enter") finish()
        })
        return element("label", { class: "figure-option", ondblclick: finish }, radio, thumbnail(figure), figureWords(figure))
      }

      function update() {
        save.setAttribute("aria-disabled", String(!checked()))
      }

      const show = (problem = "") => {
        const figures = listFigures()
        list.replaceChildren(...figures.map(row))
        const first = list.querySelector("input")
        if (first && !checked()) first.checked = true
        status.textContent = problem || (figures.length ? "" : "This case has no figures yet. Add one under Figures, then place it here.")
        status.hidden = !status.textContent
        update()
        ;(checked() ?? buttons.at(-1)).focus()
      }

      const remove = key ? dialogButton("Remove from the text", () => close(""), { kind: "danger" }) : null
      const buttons = [save, remove, dialogButton("Cancel", () => close(null))].filter(Boolean)
      update()
      loadFigures().then(
        () => show(),
        (error) => show(error.message),
      )
      return { content: [status, list], buttons, first: buttons.at(-1) }
    },
  })
}

/** The picture, if it has been saved; it leaves no broken frame when it cannot be had. */
export function thumbnail(figure) {
  if (!figure?.picture) return element("span", { class: "figure-thumbnail figure-thumbnail--none", "aria-hidden": "true" })
  const picture = element("img", { class: "figure-thumbnail", src: figure.picture, alt: "", loading: "lazy" })
  picture.addEventListener("error", () => picture.classList.add("figure-thumbnail--none"))
  return picture
}

export function figureWords(figure) {
  return element(
    "span",
    { class: "figure-words" },
    element("span", { class: "figure-words__key" }, figure.key),
    element("span", {}, figure.caption || "No caption yet"),
  )
}
