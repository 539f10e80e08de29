/** A citation's items, as the attribute `data-cite` holds them; the form is the server's (prose/citation_json.py). */

const MEMBERS = ["key", "locator", "prefix", "suffix"]
const KEY = /^[a-z0-9][a-z0-9_.:-]{1,78}[a-z0-9]$/

/** The well-formed items in the attribute, or null if there is none. */
export function readItems(json) {
  let found
  try {
    found = JSON.parse(json)
  } catch {
    return null
  }
  if (!Array.isArray(found)) return null
  const items = found.filter((item) => KEY.test(item?.key)).map(tidyItem)
  return items.length ? items : null
}

/** Compact JSON, members in their order and empty ones left out. */
export const writeItems = (items) => JSON.stringify(items.map(tidyItem))

export function tidyItem(item) {
  const tidy = {}
  for (const member of MEMBERS) {
    const text = typeof item[member] === "string" ? item[member].replace(/\s+/g, " ").trim() : ""
    if (text) tidy[member] = text
  }
  return tidy
}

/** "see Wiggers 2024, p. 3, emphasis added", given the source's short name. */
export function itemText(item, label) {
  const named = item.prefix ? `${item.prefix} ${label}` : label
  return [named, item.locator, item.suffix].filter(Boolean).join(", ")
}
