/** The short names of sources on this page: asked for in one batch, kept, and told to whoever shows them. */

import { ask } from "casebook/desk"

const KEYS_AT_ONCE = 100
const known = new Map() // key -> source, or null if the library has none
const wanted = new Set()
const asked = new Set()
const listeners = new Set()
let timer = null

/** The source, null if the library has none, undefined while that is not known. */
export const sourceOf = (key) => known.get(key)

/** Calls back whenever names arrive; returns how to stop that. */
export function onSources(listener) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Sources that the page has from elsewhere, from a search say. */
export function learnSources(sources) {
  for (const source of sources) known.set(source.key, source)
  tell()
}

/** Asks for the names of these keys, together with all that others want in this moment. */
export function wantSources(keys) {
  for (const key of keys) if (!known.has(key) && !asked.has(key)) wanted.add(key)
  if (wanted.size && timer === null) timer = setTimeout(fetchWanted, 20)
}

async function fetchWanted() {
  timer = null
  const keys = [...wanted]
  wanted.clear()
  for (const key of keys) asked.add(key)
  for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
    const batch = keys.slice(start, start + KEYS_AT_ONCE)
    try {
      const { labels } = await ask("labels", { keys: batch.join(",") })
      for (const key of batch) known.set(key, labels[key] ?? null)
      tell()
    } catch {
      // Chips go on showing keys; whoever looks again asks again.
      for (const key of batch) asked.delete(key)
    }
  }
}

function tell() {
  for (const listener of listeners) listener()
}
