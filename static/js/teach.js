/* The session plan while it is changed: its sums, its address, and the links that carry it.
   Without this file the form's button does the same. */

const form = document.querySelector(".plan");

function chosen() {
  return [...form.querySelectorAll("input[name=q]")].filter((box) => box.type === "hidden" || box.checked);
}

function minutesOf(key) {
  return form.querySelector(`input[name="m-${CSS.escape(key)}"]`);
}

function query(keys) {
  const plan = new URLSearchParams();
  for (const key of keys) {
    const field = minutesOf(key);
    plan.append("q", key);
    if (field.value && field.value !== field.dataset.planned) plan.append(field.name, field.value);
  }
  if (!keys.length) plan.append("plan", "1");
  const field = form.querySelector("#plan-length");
  if (field.value) plan.append("length", field.value);
  return plan;
}

function say(name, value) {
  form.querySelector(`[data-sum=${name}]`).value = value;
}

function show(name, on) {
  form.querySelector(`[data-row=${name}]`).hidden = !on;
}

function update() {
  const keys = chosen().map((box) => box.value);
  const total = keys.reduce((sum, key) => sum + (Number(minutesOf(key).value) || 0), 0);
  const field = form.querySelector("#plan-length");
  const left = Number(field.value) - total;
  say("questions", keys.length);
  say("total", total);
  say("left", left);
  say("over", -left);
  show("left", field.value && left >= 0);
  show("over", field.value && left < 0);
  for (const box of form.querySelectorAll("input[type=checkbox]")) {
    box.closest(".plan-row").classList.toggle("plan-row-out", !box.checked);
  }
  if (!form.checkValidity()) return;
  const plan = query(keys);
  for (const link of document.querySelectorAll("a[data-plan]")) {
    const address = new URL(link.href);
    address.search = plan;
    link.href = address;
  }
  for (const name of ["section", "kind"]) {
    const filter = form.querySelector(`select[name=${name}]`);
    if (filter?.value) plan.append(name, filter.value);
  }
  history.replaceState(null, "", `?${plan}`);
}

if (form?.querySelector("#plan-length")) {
  form.addEventListener("input", (event) => {
    if (event.target.localName === "input") update();
  });
}
