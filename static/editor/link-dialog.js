/** The dialog for the address of a link. */

import { dialogButton, labelledInput, openDialog } from "casebook/dialog"
import { element } from "casebook/elements"

const HELP = "A web address, or mailto: with an address for letters."

/** Resolves with the address, "" to remove the link, or null when nothing is to change. */
export function openLinkDialog({ href = "" } = {}) {
  return openDialog({
    title: href ? "Edit link" : "Link",
    build(close) {
      const field = labelledInput("Address", { value: href, placeholder: "https://", inputmode: "url", spellcheck: "false" }, HELP)
      const problem = element("p", { class: "source-status source-status--problem", role: "alert" })
      const finish = () => {
        const address = completeAddress(field.input.value)
        if (address) close(address)
        else problem.textContent = "This is not an address that a link can lead to. It begins with https://, http:// or mailto:."
      }
      field.input.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.isComposing) finish()
      })
      const remove = href ? dialogButton("Remove link", () => close(""), { kind: "danger" }) : null
      return {
        content: [field, problem],
        buttons: [dialogButton(href ? "Update link" : "Insert link", finish, { kind: "primary" }), remove, dialogButton("Cancel", () => close(null))].filter(Boolean),
        first: field.input,
      }
    },
  })
}

/** The address with its scheme, or "" if a link may not lead there: "example.org/a" -> "https://example.org/a". */
export function completeAddress(text) {
  const address = text.trim()
  if (!address || /\s/.test(address)) return ""
  if (/^(https?:\/\/|mailto:)./i.test(address)) return URL.canParse(address) ? address : ""
  if (/^[^:/?#]+@[^:/?#]+\.[^:/?#]+$/.test(address)) return `mailto:${address}`
  const guessed = `https://${address}`
  return /^[^:/?#]+\.[^:/?#]{2,}([:/?#]|$)/.test(address) && URL.canParse(guessed) ? guessed : ""
}
