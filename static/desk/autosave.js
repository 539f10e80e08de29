/**
 * Keeps what is typed on the server while it is typed, and says in the bar whether that worked.
 *
 * A few seconds after the last key, and at most every five; when the page is left, as far as the browser lets it.
 */

import { element } from "casebook/elements"
import { form, holder, NoConnection, send, signInAgain } from "casebook/session"

const PAUSE = 3_000
const LONGEST = 5_000
const BACKOFF = [5_000, 10_000, 20_000, 40_000, 60_000]
const MOST_AT_THE_END = 60_000 // bytes that a browser sends for a page that is gone
const NOT_TYPED = /^_|^csrfmiddlewaretoken$|__prefix__|^(choice|hand|saw)-/

function typed() {
  const fields = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || NOT_TYPED.test(name)) continue
    ;(fields[name] ??= []).push(value)
  }
  return fields
}

function autosave() {
  const words = element("span", { class: "desk-kept" })
  const aloud = element("span", { class: "sr-only", role: "status" })
  document.querySelector(".desk-unsaved")?.after(words, aloud)

  let keptText = JSON.stringify(typed())
  let keptAt = 0
  let trouble = null // { words, button } while the last attempt failed
  let timer = null
  let dueBy = 0
  let sending = null
  let failures = 0
  let isLeaving = false

  const show = () => {
    if (trouble) {
      if (words.dataset.trouble !== trouble.words) {
        words.dataset.trouble = aloud.textContent = trouble.words
        words.replaceChildren(trouble.words, ...(trouble.button ? [" ", trouble.button] : []))
      }
    } else if (keptAt) {
      if (words.dataset.trouble) aloud.textContent = "Kept again"
      delete words.dataset.trouble
      words.textContent = `Kept ${ago(Date.now() - keptAt)}`
    }
    words.classList.toggle("desk-kept-trouble", Boolean(trouble))
  }

  const failed = (text, button = null) => {
    trouble = { words: text, button }
    show()
  }
  const button = (label, onclick) => element("button", { type: "button", class: "desk-link", onclick }, label)

  const schedule = (wait) => {
    clearTimeout(timer)
    timer = setTimeout(keep, wait)
  }
  const changed = () => {
    if (isLeaving) return
    dueBy ||= Date.now() + LONGEST
    if (failures === 0) schedule(Math.max(0, Math.min(PAUSE, dueBy - Date.now())))
  }

  async function keep({ keepalive = false } = {}) {
    const fields = typed()
    const text = JSON.stringify(fields)
    if (text === keptText && !trouble) return void (dueBy = 0)
    if (sending && !keepalive) return schedule(1_000)
    dueBy = 0
    const controller = new AbortController()
    sending = controller
    const body = JSON.stringify({ base_version: fields.base_version?.[0] ?? "0", fields, known: holder.value })
    const isSmall = body.length * 3 < MOST_AT_THE_END || new Blob([body]).size < MOST_AT_THE_END
    try {
      const answer = await send(holder.dataset.autosave, body, { keepalive: keepalive && isSmall, signal: controller.signal })
      if (answer.status === 200) {
        keptText = text
        keptAt = Date.now()
        failures = 0
        trouble = null
        holder.value = answer.kept_at
        show()
        document.dispatchEvent(new CustomEvent("casebook:kept"))
      } else refused(answer)
    } catch (error) {
      if (error.name === "AbortError") return
      if (!(error instanceof NoConnection)) throw error
      const wait = BACKOFF[Math.min(failures++, BACKOFF.length - 1)]
      failed("Not kept: no connection; trying again")
      schedule(wait)
    } finally {
      if (sending === controller) sending = null
    }
  }

  function refused(answer) {
    failures = 0
    const isSignedOut = answer.why === "signed_out" || answer.why === "other_account"
    if (isSignedOut) {
      const signIn = async () => (await signInAgain()) && keep()
      failed("Not kept: you are signed out.", button("Sign in again", signIn))
    } else if (answer.why === "other_copy" && document.getElementById("desk-offer")) {
      failed("Not kept yet: first take up or drop what you typed before.")
    } else if (answer.why === "other_copy") {
      const takeOver = () => {
        holder.value = answer.kept_at
        keep()
      }
      failed("Not kept: you typed into this case study in another tab, too.", button("Keep this instead", takeOver))
    } else {
      failed(`Not kept: ${answer.message ?? "the desk did not answer properly."}`)
    }
  }

  for (const name of ["input", "change", "formset:added"]) {
    document.addEventListener(name, (event) => event.target.closest?.("form") === form && changed())
  }
  // Rows that are moved and removed say nothing; whatever was clicked may have been that.
  for (const name of ["pointerup", "keyup"]) document.addEventListener(name, changed)
  window.addEventListener("online", () => trouble && keep())
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && !isLeaving && keep({ keepalive: true }))
  window.addEventListener("pagehide", () => isLeaving || keep({ keepalive: true }))
  form.addEventListener("submit", () => {
    isLeaving = true
    clearTimeout(timer)
    sending?.abort()
  })
  window.addEventListener("pageshow", (event) => event.persisted && (isLeaving = false))
  setInterval(show, 1_000)

  const drop = document.querySelector("[data-drop-copy]")
  drop?.addEventListener("click", async (event) => {
    event.preventDefault()
    const answer = await send(holder.dataset.drop, {}).catch(() => ({ status: 0 }))
    if (answer.status !== 200) return failed("Not dropped: try again in a moment.")
    document.getElementById("desk-offer").remove()
    document.querySelector(".desk-tabs a")?.focus()
    trouble = null
    words.replaceChildren()
    holder.value = ""
    keep()
  })

  // What a save refused, or what came back after signing in, is nowhere but in this page.
  if (document.querySelector("#desk-refused, #desk-held, #desk-mistakes")) {
    keptText = ""
    schedule(0)
  }
}

function ago(time) {
  const seconds = Math.round(time / 1_000)
  if (seconds < 5) return "just now"
  if (seconds < 60) return `${seconds - (seconds % 5)} seconds ago`
  const minutes = Math.floor(seconds / 60)
  return minutes === 1 ? "a minute ago" : `${minutes} minutes ago`
}

/** A page that shows what was typed has its rows in the order that they were put in. */
function putRowsInOrder() {
  if (!document.querySelector("#desk-refused, #desk-held, #desk-mistakes")) return
  for (const list of form.querySelectorAll(".desk-rows")) {
    const place = (row) => Number(row.querySelector(`input[name$="-${list.dataset.orderingField}"]`)?.value) || Infinity
    const rows = [...list.querySelectorAll(":scope > .desk-row:not(.empty-form)")]
    const inOrder = rows.toSorted((one, other) => place(one) - place(other) || 0)
    if (inOrder.some((row, index) => row !== rows[index])) list.prepend(...inOrder)
  }
}

if (form) {
  putRowsInOrder()
  // Alpine shows the tab that the address names, and the browser scrolls there; the refusal comes first.
  window.addEventListener("load", () => setTimeout(() => document.querySelector("#desk-refused, #desk-held")?.scrollIntoView(), 60))
  if ("on" in holder.dataset) autosave()
}
