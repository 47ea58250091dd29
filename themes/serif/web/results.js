// The list of questions: by topic, or ranked while something is searched for.

const AT_ONCE = 30;
const byId = (id) => document.getElementById(id);
const resultList = byId("results").querySelector(".questions");
const topics = [...document.querySelectorAll("section.topic")].map((element) => ({
  id: element.id.slice(2),
  title: element.querySelector("h2").lastChild.textContent.trim(),
  element,
  list: element.querySelector(".questions"),
  count: element.querySelector(".count"),
  countText: element.querySelector(".count").textContent,
  items: [],
}));
const topicsById = new Map(topics.map((topic) => [topic.id, topic]));
for (const item of items) topicsById.get(item.topic).items.push(item);

// What is shown: all hits in order, how many of them are on the page, and what to highlight.
const view = { ranked: false, shown: items, rendered: items.length, terms: [], moved: new Set() };

function showTopics(shown) {
  for (const id of view.moved) {
    const topic = topicsById.get(id);
    place(topic.list, topic.items.map((item) => item.element));
  }
  Object.assign(view, { ranked: false, shown, rendered: shown.length, terms: [], moved: new Set() });
  resultList.replaceChildren();
  const visible = new Set(shown);
  for (const topic of topics) {
    let count = 0;
    for (const item of topic.items) {
      const hidden = !visible.has(item);
      if (item.element.hidden !== hidden) item.element.hidden = hidden;
      if (!hidden) count++;
    }
    topic.element.hidden = !count;
    topic.count.textContent = count === topic.items.length ? topic.countText : `${count} of ${topic.countText}`;
  }
  byId("all").hidden = false;
  byId("results").hidden = true;
}

function showRanked(shown, terms) {
  Object.assign(view, { ranked: true, shown, terms });
  byId("all").hidden = true;
  byId("results").hidden = false;
  render(AT_ONCE, true);
}

// Put the first `count` hits on the page; the others follow on demand.
function render(count, afresh = false) {
  const from = afresh ? 0 : view.rendered;
  view.rendered = Math.min(count, view.shown.length);
  const elements = view.shown.slice(from, view.rendered).map((item) => {
    view.moved.add(item.topic);
    item.element.hidden = false;
    describe(item);
    return item.element;
  });
  if (afresh) place(resultList, elements);
  else resultList.append(...elements);
  const left = view.shown.length - view.rendered;
  byId("show-more").hidden = !left;
  byId("show-more").textContent = `Show ${Math.min(AT_ONCE, left)} more of ${left}`;
}

// Make `elements` the children of `list`. What is in its place stays untouched: moving an
// element is what costs most of a keystroke.
function place(list, elements) {
  const wanted = new Set(elements);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  let next = list.firstElementChild;
  for (const element of elements) {
    if (element === next) next = next.nextElementSibling;
    else list.insertBefore(element, next);
  }
}

// The topic of a hit, and the place where its words stand if the closed question hides them.
function describe(item) {
  if (!item.context) {
    item.context = make("span", { className: "context" },
      make("span", { className: "topic-name" }, topicsById.get(item.topic).title), " ",
      make("span", { className: "snippet" }));
    item.summary.append(item.context);
  }
  setText(item.context.lastChild, snippet(item, view.terms));
}

function highlightShown() {
  const roots = [];
  if (view.ranked) {
    for (const item of view.shown.slice(0, view.rendered)) {
      roots.push(item.summary);
      if (item.details.open) roots.push(item.body);
    }
  }
  highlight(roots, view.terms.flat());
}

// Bring a question of the present list onto the page, open it and go there.
function goTo(item) {
  const at = view.shown.indexOf(item);
  if (at >= view.rendered) render(at + AT_ONCE);
  item.details.open = true;
  item.element.scrollIntoView({ block: "start" });
  item.summary.focus({ preventScroll: true });
}

// Focus the next (+1) or previous (-1) question of the list.
function step(by) {
  const list = view.shown;
  const focused = document.activeElement?.closest("article");
  let at = list.findIndex((item) => item.element === focused);
  if (at < 0) {
    const below = list.findIndex((item) => item.element.isConnected && item.summary.getBoundingClientRect().bottom > 80);
    at = by > 0 ? below - 1 : below;
    if (below < 0) at = list.length - 1;
  }
  const next = list[Math.min(Math.max(at + by, 0), list.length - 1)];
  if (!next) return;
  if (at + by >= view.rendered && view.ranked) render(view.rendered + AT_ONCE);
  next.summary.focus({ preventScroll: true });
  next.summary.scrollIntoView({ block: "nearest" });
}

function allOpen() {
  return view.shown.slice(0, view.rendered).every((item) => item.details.open);
}

function toggleAll() {
  const open = !allOpen();
  for (const item of view.shown.slice(0, view.rendered)) item.details.open = open;
  return open;
}

// Screen readers hear a change when typing pauses, not at every key.
let announcing = 0;
function announce(text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => (byId("announcement").textContent = text), 400);
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
