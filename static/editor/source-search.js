/** A search field over the case's references and the source library, with its results as a listbox. */

import { ask, caseId, endpoints } from "casebook/desk"
import { element, uniqueId } from "casebook/elements"
import { learnSources } from "casebook/sources"

const PAUSE = 160 // milliseconds after the last key, before the site is asked

/** Returns { element, input, clear }; calls `onChoose(source)`, and `onEnter()` for Enter with nothing to choose. */
export function sourceSearch({ onChoose, onEnter }) {
  const listId = uniqueId("sources")
  const input = element("input", {
    type: "search",
    id: uniqueId("search"),
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Author, title, year or publisher",
    "aria-autocomplete": "list",
    "aria-controls": listId,
    "aria-expanded": "false",
  })
  const list = element("ul", { class: "source-list", id: listId, role: "listbox", "aria-label": "Sources found" })
  const status = element("p", { class: "source-status", role: "status" })
  let results = []
  let active = -1
  let timer = null
  let request = null

  const show = () => {
    list.replaceChildren(...results.map(option))
    list.hidden = results.length === 0
    input.setAttribute("aria-expanded", String(results.length > 0))
    activate(results.length ? 0 : -1)
  }

  const option = (source, index) =>
    element(
      "li",
      { role: "option", id: `${listId}-${index}`, class: "source-option", "aria-selected": "false", onclick: () => choose(index) },
      element("span", { class: "source-option__label" }, source.label),
      element("span", { class: "source-option__title" }, source.title),
      element("span", { class: "source-option__detail" }, [source.detail, source.key].filter(Boolean).join(" · ")),
      source.reference ? element("span", { class: "source-option__mark" }, "Reference of this case") : null,
    )

  const activate = (index) => {
    active = index
    list.querySelectorAll("[role=option]").forEach((row, place) => {
      row.setAttribute("aria-selected", String(place === active))
      if (place === active) row.scrollIntoView({ block: "nearest" })
    })
    if (active < 0) input.removeAttribute("aria-activedescendant")
    else input.setAttribute("aria-activedescendant", `${listId}-${active}`)
  }

  const choose = (index) => {
    learnSources([results[index]])
    onChoose(results[index])
  }

  const search = async () => {
    clearTimeout(timer)
    timer = null
    request?.abort()
    const own = (request = new AbortController())
    const words = input.value.trim()
    const slow = setTimeout(() => status.replaceChildren("Searching…"), 250)
    input.setAttribute("aria-busy", "true")
    try {
      const found = await ask("search", { q: words, case: caseId() }, own.signal)
      results = found.results
      show()
      status.replaceChildren(...summary(words, found))
    } catch (error) {
      if (error.name === "AbortError") return
      results = []
      show()
      const retry = element("button", { type: "button", class: "casebook-link", onclick: search }, "Search again")
      const login = `${endpoints().login}?next=${encodeURIComponent(location.pathname)}`
      const sign = error.signedOut ? element("a", { href: login, target: "_blank", rel: "noopener" }, "Sign in") : null
      status.replaceChildren(...[error.message, " ", sign, sign && " ", retry].filter(Boolean))
    } finally {
      clearTimeout(slow)
      if (request === own && timer === null) input.removeAttribute("aria-busy")
    }
  }

  input.addEventListener("input", () => {
    input.setAttribute("aria-busy", "true") // What is listed is not what these words find, and Enter must not choose it.
    clearTimeout(timer)
    timer = setTimeout(search, PAUSE)
  })
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return
    const last = results.length - 1
    if (event.key === "ArrowDown" && results.length) activate(active === last ? 0 : active + 1)
    else if (event.key === "ArrowUp" && results.length) activate(active <= 0 ? last : active - 1)
    else if (event.key === "Enter" && input.value.trim() && active >= 0 && !input.hasAttribute("aria-busy")) choose(active)
    else if (event.key === "Enter" && !input.value.trim()) onEnter()
    else return
    event.preventDefault()
  })

  list.hidden = true
  search()
  const label = element("label", { for: input.id }, "Find a source")
  return {
    element: element("div", { class: "source-search casebook-field" }, label, input, status, list),
    input,
    clear: () => {
      input.value = ""
      search()
    },
  }
}

function summary(words, { results, more }) {
  if (!words) return [results.length ? "References of this case. Type to search the whole library." : "Type to search the source library."]
  if (results.length) {
    return [more ? "The first 20 are shown; another word narrows them down." : results.length === 1 ? "1 source" : `${results.length} sources`]
  }
  const isAddress = /^(https?:\/\/|www\.|doi:|10\.\d{4,9}\/)\S+$/i.test(words)
  const href = isAddress ? `${endpoints().lookup}?pasted=${encodeURIComponent(words)}` : endpoints().library
  const add = element("a", { href, target: "_blank", rel: "noopener" }, isAddress ? "Look it up and add it" : "Add it in the source library")
  return ["No source matches. ", add, "."]
}
