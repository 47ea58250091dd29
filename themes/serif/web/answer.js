// What an answer gets when it is opened: colored code, copy buttons, boxes to scroll by keyboard.

// Make elements of the runs in data-runs ("k3 1f5s2": 3 characters of k, 1 plain, 5 of f, 2 of s).
function paint(code) {
  const runs = (code.dataset.runs ?? "").matchAll(/(?: (\d+))?([a-z])(\d+)/g);
  delete code.dataset.runs;
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  let node = nodes.shift();
  let start = 0;
  let at = 0;
  for (const [, gap, kind, length] of runs) {
    at += Number(gap ?? 0);
    while (at >= start + node.length) {
      start += node.length;
      node = nodes.shift();
    }
    const text = node.splitText(at - start);
    node = text.splitText(Number(length));
    const colored = make("span", { className: kind });
    text.replaceWith(colored);
    colored.append(text);
    at += Number(length);
    start = at;
  }
}

function equip(body) {
  if (body.dataset.equipped) return;
  body.dataset.equipped = "yes";
  body.querySelectorAll("code").forEach(paint);
  for (const code of body.querySelectorAll(".code")) {
    const button = make("button", { type: "button", className: "copy" }, "Copy");
    button.addEventListener("click", async () => {
      say(button, (await copy(code.querySelector("code").textContent)) ? "Copied" : "Not allowed");
    });
    code.append(button);
  }
  for (const box of body.querySelectorAll("pre, .table")) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", box.matches("pre") ? "Code, scrolls sideways" : "Table, scrolls sideways");
    }
  }
}

function say(element, text) {
  const before = (element.dataset.label ??= element.textContent);
  element.textContent = text;
  clearTimeout(element.timer);
  element.timer = setTimeout(() => (element.textContent = before), 1600);
  announce(text);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = make("textarea", { value: text, className: "visually-hidden" });
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    const focused = document.activeElement;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    focused?.focus({ preventScroll: true });
    return done;
  }
}

