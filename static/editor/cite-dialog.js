/** The dialog in which sources are found, chosen and given a place. */

import { tidyItem } from "casebook/citation"
import { dialogButton, labelledInput, openDialog } from "casebook/dialog"
import { element, icon } from "casebook/elements"
import { sourceSearch } from "casebook/source-search"
import { onSources, sourceOf, wantSources } from "casebook/sources"

const FIELDS = {
  locator: { label: "Place in the source", placeholder: "p. 3" },
  prefix: { label: "Words before", placeholder: "see" },
  suffix: { label: "Words after", placeholder: "emphasis added" },
}

/**
 * Resolves with the items chosen, an empty list to remove the citation, or null when nothing is to change.
 * `fields` says which of locator, prefix and suffix are asked for; `most` how many sources fit.
 */
export function openCiteDialog({ items = [], fields = ["locator", "prefix", "suffix"], most = 20, title, nouns = "citation" }) {
  const editing = items.length > 0
  const chosen = items.map((item) => ({ ...item }))
  let stop = () => {}
  const opened = openDialog({
    title: title ?? (editing ? "Edit citation" : "Cite"),
    className: "casebook-dialog--cite",
    build(close) {
      const rows = element("ol", { class: "cited-list", "aria-label": "Chosen sources" })
      const full = element("p", { class: "source-status" }, most === 1 ? "One source fits here." : `At most ${most} sources fit here.`)
      const save = dialogButton(editing ? `Update ${nouns}` : `Insert ${nouns}`, () => finish(), { kind: "primary" })
      const finish = () => {
        if (chosen.length) close(chosen.map(tidyItem))
      }
      const search = sourceSearch({
        onChoose(source) {
          if (chosen.length >= most) return
          chosen.push({ key: source.key })
          search.clear()
          showRows()
          rows.lastElementChild.querySelector("input").focus()
        },
        onEnter: finish,
      })

      const row = (item, index) => {
        const source = sourceOf(item.key)
        const label = source?.label ?? item.key
        const inputs = fields.map((name) => {
          const field = labelledInput(FIELDS[name].label, { placeholder: FIELDS[name].placeholder, maxlength: 500, value: item[name] ?? "" })
          field.input.addEventListener("input", () => (item[name] = field.input.value))
          field.input.addEventListener("keydown", (event) => {
            if (event.key === "Enter" && !event.isComposing) finish()
          })
          return field
        })
        const remove = element(
          "button",
          { type: "button", class: "casebook-icon-button", title: "Remove", "aria-label": `Remove ${label}`, onclick: () => drop(index) },
          icon("close"),
        )
        const detail = source === null ? `The source library has no “${item.key}”.` : (source?.title ?? item.key)
        return element(
          "li",
          { class: source === null ? "cited cited--missing" : "cited" },
          element(
            "div",
            { class: "cited__head" },
            element("div", {}, element("strong", {}, label), element("span", { class: "cited__title" }, detail)),
            remove,
          ),
          element("div", { class: "cited__fields" }, ...inputs),
        )
      }

      const drop = (index) => {
        chosen.splice(index, 1)
        showRows()
        search.input.focus()
      }

      const showRows = () => {
        rows.replaceChildren(...chosen.map(row))
        rows.hidden = chosen.length === 0
        save.setAttribute("aria-disabled", String(chosen.length === 0))
        search.element.hidden = chosen.length >= most
        full.hidden = chosen.length < most
      }

      stop = onSources(() => {
        if (!rows.contains(document.activeElement)) showRows()
      })
      wantSources(chosen.map((item) => item.key))
      showRows()
      const remove = editing ? dialogButton(`Remove ${nouns}`, () => close([]), { kind: "danger" }) : null
      return {
        content: [rows, search.element, full],
        buttons: [save, remove, dialogButton("Cancel", () => close(null))].filter(Boolean),
        first: editing ? rows.querySelector("input") : search.input,
      }
    },
  })
  return opened.finally(() => stop())
}

