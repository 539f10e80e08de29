/** Talks to the desk for an open form: under its token and its account, through a session that ends meanwhile. */

import { dialogButton, labelledInput, openDialog } from "casebook/dialog"
import { element } from "casebook/elements"

/** The form's own facts: addresses, and whose page it is; null on a page without such a form. */
export const holder = document.querySelector("[data-autosave]")
export const form = holder?.form

const token = () => form.elements.csrfmiddlewaretoken

export class NoConnection extends Error {}

async function reach(address, options) {
  try {
    return await fetch(address, { cache: "no-store", ...options })
  } catch (error) {
    if (error.name === "AbortError") throw error
    throw new NoConnection()
  }
}

/** Who is signed in in this browser now; the form takes over the token. */
export async function session() {
  const response = await reach(holder.dataset.session, { headers: { Accept: "application/json" } })
  if (!response.ok) throw new NoConnection()
  return learn(await response.json())
}

function learn(found) {
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = found.token
  return found
}

export const isOurs = (found) => found.account !== "" && found.account === holder.dataset.account

/** Sends JSON; resolves with { status, ...answer }. An old token is renewed as long as the account is the same. */
export async function send(address, data, { keepalive = false, signal } = {}) {
  const once = () =>
    reach(address, {
      method: "POST",
      keepalive,
      signal,
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-CSRFToken": token().value,
        "X-Casebook-Account": holder.dataset.account,
      },
      body: typeof data === "string" ? data : JSON.stringify(data),
    })
  let answer = await read(await once())
  if (answer.why === "old_token") {
    const now = await session()
    if (!isOurs(now)) return { status: 401, why: now.account ? "other_account" : "signed_out" }
    answer = await read(await once())
  }
  return answer
}

async function read(response) {
  if (response.status >= 500 && response.status !== 507) throw new NoConnection()
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json")
  return { status: response.status, ...(isJson ? await response.json() : { why: "unread" }) }
}

let asking = null

/** Asks for the password in place. Resolves with whether somebody is signed in, with whose leave the form goes on. */
export function signInAgain() {
  asking ??= openDialog({ title: "Sign in again", className: "desk-sign-in", build: signInForm }).then((answer) => {
    asking = null
    return answer === true
  })
  return asking
}

function signInForm(close) {
  const say = element("p", { role: "alert", class: "desk-error" })
  const username = labelledInput("Username", { value: holder.dataset.username, autocomplete: "username" })
  const password = labelledInput("Password", { type: "password", autocomplete: "current-password" })
  let stranger = null // who is signed in now, where that is somebody else

  const judge = (found) => {
    if (isOurs(found)) return close(true)
    if (!found.account) return (say.textContent = "That did not sign you in. Check username and password.")
    stranger = found
    say.textContent = `You are signed in as ${found.username} now, and this page was opened by ${holder.dataset.username}. Sign in as ${holder.dataset.username}, or save this as ${found.username}.`
    goOn.hidden = false
    goOn.textContent = `Go on as ${found.username}`
  }
  const attempt = async (asks) => {
    say.textContent = ""
    try {
      judge(await asks())
    } catch (error) {
      if (!(error instanceof NoConnection)) throw error
      say.textContent = "No connection. Nothing is lost; try again in a moment."
    }
  }
  const signIn = () => attempt(() => enter(username.input.value, password.input.value))
  const goOn = dialogButton("", () => {
    Object.assign(holder.dataset, { account: stranger.account, username: stranger.username })
    close(true)
  })
  goOn.hidden = true
  password.input.addEventListener("keydown", (event) => event.key === "Enter" && signIn())
  const elsewhere = element("a", { href: holder.dataset.login, target: "_blank", rel: "noopener", class: "desk-link" }, "Sign in in a new tab instead")
  attempt(session).then(() => stranger || (say.textContent = ""))
  return {
    content: [
      element("p", {}, "Your session has ended. Everything you typed is still here: sign in, and go on where you were."),
      username,
      password,
      say,
      element("p", {}, elsewhere, " "),
    ],
    buttons: [
      dialogButton("Not now", () => close(false)),
      dialogButton("I have signed in", () => attempt(session)),
      goOn,
      dialogButton("Sign in", signIn, { kind: "primary" }),
    ],
    first: password.input,
  }
}

async function enter(username, password) {
  const { token: fresh } = await session()
  const next = holder.dataset.session
  const body = new URLSearchParams({ username, password, next, csrfmiddlewaretoken: fresh })
  const response = await reach(`${holder.dataset.login}?${new URLSearchParams({ next })}`, { method: "POST", body })
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json")
  return isJson ? learn(await response.json()) : session()
}
