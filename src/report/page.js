"use strict";
// Without this script the page shows every map below the other; with it one at a time, and maps can be enlarged.
for (const box of document.querySelectorAll(".maps")) {
  const figures = [...box.querySelectorAll("figure")];
  const buttons = [...box.querySelectorAll("button")];
  const show = (chosen) => figures.forEach((figure, place) => {
    figure.hidden = place !== chosen;
    buttons[place].setAttribute("aria-pressed", String(place === chosen));
  });
  buttons.forEach((button, place) => {
    button.hidden = false;
    button.addEventListener("click", () => show(place));
  });
  if (figures.length > 1) show(0);
  for (const svg of box.querySelectorAll("svg")) enlarge(svg);
}

// Double click: twice as large around the place; with Shift: back to the whole; dragging moves an enlarged map.
function enlarge(svg) {
  const whole = svg.viewBox.baseVal;
  const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view = { ...full };
  let held = null;
  const unit = () => view.width / svg.getBoundingClientRect().width;
  const set = (next) => {
    const width = Math.min(full.width, Math.max(full.width / 32, next.width));
    const height = width * full.height / full.width;
    const inside = (place, low, room) => Math.min(low + room, Math.max(low, place));
    view = { x: inside(next.x, full.x, full.width - width), y: inside(next.y, full.y, full.height - height), width, height };
    svg.setAttribute("viewBox", [view.x, view.y, view.width, view.height].join(" "));
  };
  svg.addEventListener("dblclick", (event) => {
    if (event.shiftKey) return set(full);
    const frame = svg.getBoundingClientRect();
    const x = view.x + (event.clientX - frame.left) * unit();
    const y = view.y + (event.clientY - frame.top) * unit();
    set({ x: x - view.width / 4, y: y - view.height / 4, width: view.width / 2 });
    event.preventDefault();
  });
  svg.addEventListener("pointerdown", (event) => { held = { x: event.clientX, y: event.clientY, view }; });
  svg.addEventListener("pointermove", (event) => {
    if (!held || view.width >= full.width) return;
    const scale = unit();
    set({ x: held.view.x - (event.clientX - held.x) * scale, y: held.view.y - (event.clientY - held.y) * scale, width: held.view.width });
  });
  for (const end of ["pointerup", "pointerleave"]) svg.addEventListener(end, () => { held = null; });
}
