/** The figures of the case on this page: as last saved, and as they stand in the form at this moment. */

import { ask, caseId } from "casebook/desk"

const listeners = new Set()
let saved = null // null until the site has answered
let loading = null

export function onFigures(listener) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Asks the site once; throws DeskError when it does not answer. */
export function loadFigures() {
  loading ??= ask("figures", { case: caseId() })
    .then(({ figures }) => {
      saved = new Map(figures.map((figure) => [figure.key, figure]))
      tell()
    })
    .catch((error) => {
      loading = null
      throw error
    })
  return loading
}

/** All figures that a place in the text may name, in the form's order; those marked for deletion left out. */
export function listFigures() {
  const inForm = figuresInForm()
  if (inForm === null) return [...(saved?.values() ?? [])]
  return inForm.map((figure) => ({ ...saved?.get(figure.key), ...figure }))
}

/** The figure, null if the case has none of that key, undefined while that is not known. */
export function figureOf(key) {
  return listFigures().find((figure) => figure.key === key) ?? (saved === null ? undefined : null)
}

/** Key and caption from the Figures tab, or null if the page has no such tab. */
function figuresInForm() {
  const total = document.querySelector('input[name="figures-TOTAL_FORMS"]')
  if (!total) return null
  const figures = []
  for (const input of document.querySelectorAll('input[name^="figures-"][name$="-key"]')) {
    const row = input.name.slice(0, -"-key".length)
    const of = (name) => document.querySelector(`[name="${row}-${name}"]`)
    const key = input.value.trim()
    if (!key || row.includes("__prefix__") || of("DELETE")?.checked) continue
    figures.push({ key, caption: of("caption")?.value.trim() ?? "", alt: of("alt")?.value.trim() ?? "" })
  }
  return figures
}

function tell() {
  for (const listener of listeners) listener()
}

document.addEventListener("input", (event) => {
  if (event.target.name?.startsWith("figures-")) tell()
})
