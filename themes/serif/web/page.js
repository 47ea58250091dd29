// The page: one state (search and filters), one function that shows it, and the events.

const input = byId("search");
let state = readAddress();
let scheduled = 0;
let writing = 0;

const filtered = () => Boolean(state.topic || state.levels.length || state.tags.length);
const searching = () => parseQuery(state.query).length > 0;

function update() {
  scheduled = 0;
  const before = view.ranked;
  const { found, terms, corrected } = searching()
    ? search(state.query)
    : { found: items.map((item) => ({ item, value: 1 })), terms: [], corrected: [] };
  const { passed, counts } = filter(found, state);
  showFilters(state, counts);
  if (searching()) {
    passed.sort((a, b) => b.value - a.value || a.item.index - b.item.index);
    showRanked(passed.map((hit) => hit.item), terms);
  } else {
    showTopics(passed.map((hit) => hit.item));
  }
  highlightShown();
  showCount(passed.length, corrected);
  showEmpty(passed.length, found.length);
  if (searching() || before) toTop();
  clearTimeout(writing);
  writing = setTimeout(() => writeAddress(state), 200);
}

// At most one update a frame.
function change(values) {
  state = { ...state, ...values };
  if (!scheduled) scheduled = requestAnimationFrame(update);
}

function clearAll() {
  input.value = "";
  change(EMPTY);
}

// New results stand at the top of the window, below the bar.
function toTop() {
  const head = document.querySelector(".hero");
  const bottom = head.offsetTop + head.offsetHeight - document.querySelector(".bar").offsetHeight;
  window.scrollTo({ top: bottom, behavior: "instant" });
}

function showCount(count, corrected) {
  const total = counted(items.length, "question");
  let text = count === items.length ? total : `${grouped(count)} of ${total}`;
  if (corrected.length && count) {
    const read = corrected.map(([typed, word]) => `“${typed}” as “${word}”`).join(", ");
    text += `. Nothing matches exactly; read ${read}`;
  }
  setText(byId("count"), text);
  announce(count ? text : "No question matches");
  byId("clear").hidden = !(searching() || filtered());
  showToggleAll();
}

function showToggleAll() {
  byId("toggle-all").hidden = !view.shown.length;
  setText(byId("toggle-all"), view.shown.length && allOpen() ? "Close all" : "Open all");
}

function showEmpty(count, unfiltered) {
  const empty = byId("empty");
  empty.hidden = count > 0;
  if (count) return;
  byId("results").hidden = true;
  const offers = empty.querySelector(".suggestions");
  const query = state.query.trim();
  setText(byId("clear-empty"), searching() ? "Clear the search" : "Clear the filters");
  if (unfiltered) {
    empty.querySelector(".reason").textContent = searching()
      ? `${counted(unfiltered, "question")} match “${query}”, but not with the filters that are set.`
      : "No question has everything that the filters ask for.";
    offers.replaceChildren(suggestion("Remove the filters", () => change({ ...EMPTY, query: state.query })));
    return;
  }
  empty.querySelector(".reason").textContent = `Nothing on this page matches “${query}”${parseQuery(query).length > 1 ? ": all words must be found" : ""}.`;
  const words = suggestions(query).map(([word, matching]) => suggestion(word, () => {
    input.value = word;
    change({ query: word });
    input.focus();
  }, matching));
  offers.replaceChildren(...(words.length ? [make("p", {}, "Try instead:"), make("p", { className: "chips" }, ...words)] : []));
}

function suggestion(label, onclick, count) {
  const chip = make("button", { type: "button", className: "chip", onclick }, label);
  if (count) chip.append(" ", make("i", {}, String(count)));
  return chip;
}

// --- search and filters ---------------------------------------------------------

input.addEventListener("input", () => change({ query: input.value }));
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.preventDefault();
    if (scheduled) {
      cancelAnimationFrame(scheduled);
      update();
    }
    view.shown[0]?.summary.focus();
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    view.shown[0]?.summary.focus();
  }
});
for (const { element, kind, value } of chips) {
  element.addEventListener("click", () => change({ [kind]: toggled(state[kind], value) }));
}
byId("topic")?.addEventListener("change", (event) => change({ topic: event.target.value }));
for (const { element, topic } of links) {
  element.addEventListener("click", (event) => {
    // While searching, a topic narrows the results; otherwise the link goes to its place.
    if (!searching() && !state.topic) return;
    event.preventDefault();
    change({ topic: state.topic === topic ? "" : topic });
  });
}
byId("more-tags")?.addEventListener("click", ({ currentTarget }) => {
  byId("other-tags").hidden = false;
  currentTarget.hidden = true;
  byId("other-tags").firstElementChild.focus();
});
byId("clear").addEventListener("click", () => {
  clearAll();
  input.focus();
});
byId("clear-empty").addEventListener("click", () => {
  clearAll();
  input.focus();
});
byId("show-more").addEventListener("click", () => {
  const next = view.rendered;
  render(next + AT_ONCE);
  highlightShown();
  view.shown[next].summary.focus();
});
byId("toggle-all").addEventListener("click", openOrCloseAll);

function openOrCloseAll() {
  announce(toggleAll() ? "All answers open" : "All answers closed");
  showToggleAll();
}

// --- questions ------------------------------------------------------------------

// An answer is equipped when it comes near the window: all may be opened at once.
const nearby = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    nearby.unobserve(target);
    equip(target.lastElementChild);
  }
}, { rootMargin: "400px" });

let highlighting = 0;
document.addEventListener("toggle", (event) => {
  const details = event.target;
  if (!details.matches?.("article > details")) return;
  if (details.open) nearby.observe(details);
  if (view.ranked && !highlighting) {
    highlighting = requestAnimationFrame(() => {
      highlighting = 0;
      highlightShown();
    });
  }
}, true);

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.(".foot a");
  if (!link) return;
  const url = location.href.split(/[?#]/)[0] + link.getAttribute("href");
  if (await copy(url)) say(link, "Link copied");
});

// A link to a question opens it, also when the search does not show it.
function followHash() {
  const item = addressed();
  if (!item) return;
  if (!view.shown.includes(item)) {
    input.value = "";
    state = EMPTY;
    update();
  }
  goTo(item);
}

// The address bar's links may stand for the question that they already show.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#q-"]');
  if (link && link.hash === location.hash && !link.matches(".foot a")) followHash();
});
window.addEventListener("hashchange", followHash);
window.addEventListener("popstate", () => {
  const before = JSON.stringify(state);
  const now = readAddress();
  if (JSON.stringify(now) === before) return;
  state = now;
  input.value = state.query;
  update();
});

// --- keyboard -------------------------------------------------------------------

const KEYS_KEY = "guide:keys";
const keysOn = byId("keys-on");
keysOn.checked = remembered.read(KEYS_KEY) !== "off";
keysOn.addEventListener("change", () => remembered.write(KEYS_KEY, keysOn.checked ? "" : "off"));

const SHORTCUTS = {
  "/": () => {
    input.focus();
    input.select();
  },
  j: () => step(1),
  k: () => step(-1),
  e: openOrCloseAll,
  s: openStudy,
  "?": () => byId("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    if (searching() || filtered() || input.value) clearAll();
    else if (document.activeElement === input) input.blur();
    event.preventDefault();
    return;
  }
  if (event.target.closest?.("input, select, textarea, [contenteditable]") || !keysOn.checked) return;
  const action = SHORTCUTS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

byId("keys-open").addEventListener("click", SHORTCUTS["?"]);
byId("study-open").addEventListener("click", openStudy);
for (const close of document.querySelectorAll("[data-close]")) {
  close.addEventListener("click", () => close.closest("dialog").close());
}
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}

// --- colors, place, printing ----------------------------------------------------

const SCHEMES = ["system", "dark", "light"];
function showScheme() {
  const scheme = document.documentElement.dataset.theme ?? "system";
  byId("theme").lastElementChild.textContent = `Color scheme: ${scheme}`;
  byId("theme").title = `Color scheme: ${scheme}`;
}
byId("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const next = SCHEMES[(SCHEMES.indexOf(root.dataset.theme ?? "system") + 1) % 3];
  if (next === "system") delete root.dataset.theme;
  else root.dataset.theme = next;
  remembered.write("guide:theme", next === "system" ? "" : next);
  showScheme();
  announce(`Color scheme: ${next}`);
});

// The topic in view is marked in the list of topics.
const spy = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const link = links.find(({ topic }) => `t-${topic}` === entry.target.id);
    if (!link) continue;
    if (entry.isIntersecting) link.element.setAttribute("aria-current", "true");
    else link.element.removeAttribute("aria-current");
  }
}, { rootMargin: "-15% 0px -80% 0px" });
for (const topic of topics) spy.observe(topic.element);

// Paper has all hits and colored code, and in browsers whose style sheets cannot open answers, open ones.
let closed = [];
window.addEventListener("beforeprint", () => {
  if (view.ranked && view.rendered < view.shown.length) render(view.shown.length);
  for (const item of view.shown) item.body.querySelectorAll("code[data-runs]").forEach(paint);
  if (!CSS.supports("selector(::details-content)")) {
    closed = view.shown.filter((item) => !item.details.open);
    for (const item of closed) item.details.open = true;
  }
});
window.addEventListener("afterprint", () => {
  for (const item of closed) item.details.open = false;
  closed = [];
});

// --- start ----------------------------------------------------------------------

input.value = state.query;
showScheme();
items.forEach((item) => progress.of(item) !== undefined && showMark(item));
if (searching() || filtered()) update();
else showToggleAll();
followHash();
// While a page loads, browsers go to the address's place by themselves, and further.
window.addEventListener("load", followHash);
readAhead();
