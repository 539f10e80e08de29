/** Asks the site for JSON, and says in a sentence what went wrong when it does not get any. */

export function endpoints() {
  const holder = document.querySelector("[data-endpoints]")
  return holder ? JSON.parse(holder.dataset.endpoints) : {}
}

/** The id of the case study on this page; empty while it is being added. */
export const caseId = () => location.pathname.match(/\/casestudy\/(\d+)\/change\//)?.[1] ?? ""

export class DeskError extends Error {
  constructor(message, { signedOut = false } = {}) {
    super(message)
    this.signedOut = signedOut
  }
}

/** The answer to a question; throws DeskError, or AbortError when the signal was used. */
export async function ask(name, parameters, signal) {
  const address = `${endpoints()[name]}?${new URLSearchParams(parameters)}`
  let response
  try {
    response = await fetch(address, { headers: { Accept: "application/json" }, signal })
  } catch (error) {
    if (error.name === "AbortError") throw error
    throw new DeskError("The site could not be reached. Check the connection and try again; your text is still here.")
  }
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json")
  if (response.status === 401 || (response.redirected && !isJson)) {
    throw new DeskError("Your session has ended. Sign in again in another tab, then come back; your text is still here.", {
      signedOut: true,
    })
  }
  if (response.status === 403) throw new DeskError("Your account may not search the source library.")
  if (!response.ok || !isJson) {
    throw new DeskError("The site did not answer properly. Try again in a moment; your text is still here.")
  }
  return response.json()
}
