/* A job's progress, asked for every second or so; without it the page loads itself again. */

(() => {
  const box = document.querySelector("[data-progress]")
  if (!box) return
  const bar = box.querySelector("progress")
  const count = box.querySelector(".desk-job-count")
  const label = box.querySelector("label")
  let pause = 800

  const look = async () => {
    try {
      const response = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } })
      if (response.ok) {
        const { done, total, state, ended } = await response.json()
        bar.value = done
        label.textContent = state
        count.textContent = `${done} of ${total}`
        if (ended) return location.reload()
      }
    } catch {
      // Not reached this time; the next one may be.
    }
    pause = Math.min(pause * 1.2, 5000)
    setTimeout(look, pause)
  }
  setTimeout(look, pause)
})()
