/** Says that the form is open, shows who else has it open, and tells when somebody saved in the meantime. */

import { element } from "casebook/elements"
import { form, holder, NoConnection, send } from "casebook/session"

const BEAT = 15_000
const TYPING = 20_000

const saying = ({ name, typing, since }) => (typing ? `${name} is writing; here since ${since}` : `${name} has had it open since ${since}`)

function presence() {
  const others = document.getElementById("desk-others")
  const moved = document.getElementById("desk-moved")
  // A refused save tells already what happened up to the version that it was refused for.
  const ours = Number(document.querySelector("button[name=_merge]")?.value || form.elements.base_version?.value)
  let typedAt = 0
  let said = ""

  const show = (people) => {
    const text = people.map(saying).join("; ")
    if (text === said) return
    said = text
    others.replaceChildren(
      ...people.map((person) =>
        element(
          "span",
          { class: "desk-other" },
          element("span", { class: "desk-initials", "aria-hidden": "true" }, person.initials),
          ` ${saying(person)}`,
        ),
      ),
    )
  }
  const showSave = ({ version, saved_by: who, changes }) => {
    if (!(version > ours) || moved.dataset.version === String(version)) return
    moved.dataset.version = version
    const sentence = moved.dataset.sentence.replace("{who}", who || "Somebody").replace("{version}", version)
    const link = changes && element("a", { class: "desk-link", href: changes, target: "_blank", rel: "noopener" }, moved.dataset.link)
    moved.replaceChildren(sentence, ...(link ? [" ", link] : []))
  }

  async function beat() {
    try {
      const answer = await send(holder.dataset.presence, { typing: Date.now() - typedAt < TYPING, base_version: ours })
      if (answer.status !== 200) return
      show(answer.others)
      showSave(answer)
    } catch (error) {
      if (!(error instanceof NoConnection)) throw error
    }
  }

  form.addEventListener("input", () => (typedAt = Date.now()))
  window.addEventListener("pagehide", () => send(holder.dataset.presence, { leaving: true }, { keepalive: true }).catch(() => {}))
  window.addEventListener("pageshow", (event) => event.persisted && beat())
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && beat())
  setInterval(beat, BEAT)
  beat()
}

if (form && holder.dataset.presence && document.getElementById("desk-others")) presence()
