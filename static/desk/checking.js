// The checking sheet: forms answered in place, statements walked through by keys. Without it all forms still work.

const sheet = document.querySelector("[data-check]")
const SINGLE = "casebook-check-single-keys"
const FIELDS = "input, textarea, select, [contenteditable]"

const find = (name, within = sheet) => within.querySelector(`[data-check-${name}]`)
const all = (name, within = sheet) => [...within.querySelectorAll(`[data-check-${name}]`)]
const rows = () => all("row").filter((row) => !row.hidden)
const isOpen = (row) => row.dataset.state === "open" || row.dataset.state === "lapsed"

let current = null
let show = sheet?.querySelector("[data-check-filter][aria-current]")?.dataset.checkFilter ?? ""
let queue = Promise.resolve() // what was asked for is done in that order, however fast the keys come
const done = [] // statements that a word was given on, the latest last

function say(words) {
  find("status").textContent = words
}

function refuse(words) {
  const box = find("refusal")
  box.replaceChildren()
  box.hidden = !words
  if (words) box.append(Object.assign(document.createElement("p"), { textContent: words }))
}

function choose(row, focus = true) {
  if (!row) return
  current?.classList.remove("check-row-current")
  current?.removeAttribute("aria-current")
  current = row
  row.classList.add("check-row-current")
  row.setAttribute("aria-current", "true")
  if (focus) {
    row.focus({ preventScroll: true })
    row.scrollIntoView({ block: "nearest" })
  }
}

function step(by, wanted = () => true) {
  const shown = rows()
  let place = shown.indexOf(current)
  // A statement that the filter hides meanwhile still has its place in the page.
  if (place < 0 && current) {
    place = shown.filter((row) => row.compareDocumentPosition(current) & Node.DOCUMENT_POSITION_FOLLOWING).length
    if (by > 0) place -= 1
  }
  for (let next = place + by; next >= 0 && next < shown.length; next += by) {
    if (wanted(shown[next])) return choose(shown[next])
  }
  if (current && !current.hidden) choose(current)
  say(by > 0 ? "This is the last one." : "This is the first one.")
}

// Forms

async function send(form, button) {
  const row = form.closest("[data-check-row]")
  const id = row.id
  const body = new FormData(form)
  body.set("do", button.value)
  row.classList.add("check-row-busy")
  let answer
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } })
    if (response.redirected || !response.headers.get("Content-Type")?.includes("json")) throw new Error(response.status)
    answer = await response.json()
  } catch {
    row.classList.remove("check-row-busy")
    refuse("This was not recorded: the site did not answer, or you are signed out. What you typed is still here; try again.")
    return false
  }
  row.classList.remove("check-row-busy")
  if (answer.refusal) {
    refuse(answer.refusal)
    freshen(row, answer.rows[id])
    say("")
    return false
  }
  refuse("")
  replace(answer)
  say(`${answer.said} ${find("progress").querySelector("strong").textContent}.`)
  choose(document.getElementById(id))
  if (button.value === "clear") done.splice(done.lastIndexOf(id), done.includes(id) ? 1 : 0)
  else if (button.value !== "passage") done.push(id)
  return true
}

// Refused: the row stays as it was typed in, but knows what stands now, so that the next word is given with open eyes.
function freshen(row, html) {
  if (!html) return
  const fresh = made(html)
  row.querySelector(".check-meta").replaceWith(fresh.querySelector(".check-meta"))
  const seen = fresh.querySelector("input[name=seen]")?.value ?? ""
  for (const input of row.querySelectorAll("input[name=seen]")) input.value = seen
  row.querySelector(".check-note")?.remove()
  const note = fresh.querySelector(".check-note")
  if (note) row.querySelector(".check-text").after(note)
  row.dataset.state = fresh.dataset.state
}

function made(html) {
  const template = document.createElement("template")
  template.innerHTML = html // from our own server, every string escaped there
  return template.content.querySelector("[data-check-row]")
}

function replace(answer) {
  for (const [id, html] of Object.entries(answer.rows)) {
    const old = document.getElementById(id)
    const fresh = made(html)
    fresh.hidden = false
    old.replaceWith(fresh)
    if (old === current) current = fresh
    ready(fresh)
  }
  find("progress").innerHTML = answer.progress
  for (const [name, count] of Object.entries(answer.counts)) {
    for (const place of all(`count="${name}"`)) {
      place.textContent = count
      place.closest("a").hidden = !count && name !== "all" && name !== show
    }
  }
}

function ready(within) {
  for (const button of all("use", within)) button.hidden = false
}

sheet?.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-check-form]")
  if (!form) return
  event.preventDefault()
  const button = event.submitter
  queue = queue.then(() => send(form, button))
})

sheet?.addEventListener("click", (event) => {
  const use = event.target.closest("[data-check-use]")
  if (use) {
    const form = use.closest("form")
    form.elements.words.value = use.dataset.checkUse
    if (use.dataset.checkLocator) form.elements.locator.value = use.dataset.checkLocator
    form.elements.words.focus()
    return
  }
  const filter = event.target.closest("[data-check-filter]")
  if (filter) {
    event.preventDefault()
    showOnly(filter.dataset.checkFilter)
    return
  }
  if (event.target.closest("[data-check-help]")) find("keys").showModal()
})

sheet?.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-check-row]")
  if (row && row !== current) choose(row, false)
})

// Filters

function fits(row) {
  const state = row.dataset.state
  const words = find("search").value.trim().toLowerCase()
  const inState = !show || show === state || (show === "open" && state === "lapsed")
  return inState && (!words || row.textContent.toLowerCase().includes(words))
}

function filter() {
  for (const row of all("row")) row.hidden = !fits(row)
  for (const part of all("part")) part.hidden = !all("row", part).some((row) => !row.hidden)
  find("none").hidden = rows().length > 0 || !all("row").length
}

function showOnly(name) {
  show = name
  for (const link of all("filter")) {
    if (link.dataset.checkFilter === name && link.closest(".check-filters")) link.setAttribute("aria-current", "true")
    else link.removeAttribute("aria-current")
  }
  history.replaceState(null, "", name ? `?show=${name}` : location.pathname)
  filter()
  const count = rows().length
  say(count === 1 ? "1 statement shown." : `${count} statements shown.`)
  if (!current || current.hidden) choose(rows()[0], false)
}

// Keys

const press = (name, row = current) => {
  const button = row?.querySelector(`[data-check-form] button[value=${name}]`)
  return button ? send(button.form, button) : false
}

const write = (what) => {
  const details = current && find("object", current)
  if (!details) return
  details.open = true
  details.dataset.intent = what
  details.querySelector("textarea").focus()
  say(what === "dispute" ? "Write what is wrong, then Ctrl Enter." : "Write what you need to know, then Ctrl Enter.")
}

const KEYS = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  n: () => step(1, isOpen),
  t: async () => {
    if (current?.dataset.state === "checked") return step(1)
    if (await press("tick")) {
      const said = find("status").textContent
      step(1)
      say(said)
    }
  },
  d: () => write("dispute"),
  a: () => write("ask"),
  u: async () => {
    const id = done.at(-1)
    if (!id) return say("There is no word of yours to take back.")
    choose(document.getElementById(id))
    await press("clear")
  },
  o: () => {
    const link = current && find("open", current)
    if (link) link.click()
    else say("It has no address.")
  },
  p: () => {
    const quote = current && find("quote", current)
    if (!quote) return
    quote.open = true
    find("words", quote).focus()
  },
  "/": () => find("search").focus(),
  "?": () => find("keys").showModal(),
}

function keyed(event) {
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return
  const field = event.target.closest(FIELDS)
  if (event.key === "Escape" && field && sheet.contains(field)) {
    if (field === find("search") && field.value) {
      field.value = ""
      filter()
    }
    if (!current || current.hidden) choose(rows()[0])
    else choose(current)
    return
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field && sheet.contains(field)) {
    const form = field.closest("[data-check-form]")
    const name = field.closest("[data-check-object]")?.dataset.intent ?? (form?.elements.note ? "dispute" : "passage")
    const button = form?.querySelector(`button[value=${name}]`)
    if (button) queue = queue.then(() => send(form, button))
    event.preventDefault()
    return
  }
  if (field || event.ctrlKey || event.metaKey || event.altKey || !find("single").checked) return
  const isArrow = event.key.startsWith("Arrow")
  if (isArrow && event.target !== current) return // elsewhere arrows scroll the page
  const act = KEYS[event.key]
  if (!act) return
  event.preventDefault()
  queue = queue.then(act)
}

function begin() {
  for (const hidden of sheet.querySelectorAll(".check-search, [data-check-help]")) hidden.hidden = false
  ready(sheet)
  const single = find("single")
  single.checked = localStorage.getItem(SINGLE) !== "off"
  single.addEventListener("change", () => localStorage.setItem(SINGLE, single.checked ? "on" : "off"))
  find("search").addEventListener("input", filter)
  document.addEventListener("keydown", keyed)
  const asked = location.hash ? document.getElementById(location.hash.slice(1)) : null
  choose(asked?.matches("[data-check-row]") ? asked : (rows().find(isOpen) ?? rows()[0]), Boolean(asked))
  sheet.dataset.checkReady = ""
}

if (sheet) begin()
