/** Before the form is sent: whether the desk can be reached, and is still signed in. Else the page stays as it is. */

import { element } from "casebook/elements"
import { form, isOurs, NoConnection, session, signInAgain } from "casebook/session"

const say = element("p", { role: "alert", class: "desk-error desk-not-sent", hidden: true })
let isReady = false
let isAsking = false

async function mayGo() {
  try {
    return isOurs(await session()) || (await signInAgain())
  } catch (error) {
    if (!(error instanceof NoConnection)) throw error
    say.textContent = "No connection: nothing was sent, and nothing is lost. Save again in a moment."
    say.hidden = false
    return false
  }
}

async function guard(event) {
  if (event.target !== form) return
  if (isReady) return void (isReady = false)
  event.preventDefault()
  event.stopImmediatePropagation()
  if (isAsking) return
  isAsking = true
  say.hidden = true
  try {
    if (await mayGo()) {
      isReady = true
      form.requestSubmit(event.submitter)
    }
  } finally {
    isAsking = false
  }
}

if (form) {
  document.querySelector(".desk-bar")?.append(say)
  document.addEventListener("submit", guard, true)
}
