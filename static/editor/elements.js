/** Makes elements: element("button", { type: "button", class: "x", onclick }, "Save"). */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value)
    else if (value === true) made.setAttribute(key, "")
    else if (value !== false && value != null) made.setAttribute(key, value)
  }
  made.append(...children.filter((child) => child != null))
  return made
}

let lastId = 0

/** An id that nothing else on the page has. */
export const uniqueId = (name) => `casebook-${name}-${++lastId}`

export const icon = (name) => element("span", { class: "material-icons", "aria-hidden": "true" }, name)

export const onMac = /Mac|iP(hone|ad)/.test(navigator.platform)

/** A shortcut as the person's keyboard has it: "Mod-Shift-f" becomes Ctrl+Shift+F or ⌘⇧F. */
export function shortcutText(shortcut) {
  const keys = shortcut.split("-").map((key) => (key.length === 1 ? key.toUpperCase() : key))
  if (onMac) return keys.map((key) => ({ Mod: "⌘", Shift: "⇧", Alt: "⌥" })[key] ?? key).join("")
  return keys.map((key) => (key === "Mod" ? "Ctrl" : key)).join("+")
}
