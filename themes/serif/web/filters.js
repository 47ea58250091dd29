// Filters: which hits pass, and how many there are behind each topic, level and tag.

const chips = [...document.querySelectorAll(".chip")].map((element) => ({
  element,
  kind: element.dataset.level === undefined ? "tags" : "levels",
  value: element.dataset.level ?? element.dataset.tag,
  number: element.lastElementChild,
}));
for (const { element } of chips) element.setAttribute("aria-pressed", "false");
const links = [...document.querySelectorAll("nav.topics a")].map((element) => ({
  element,
  topic: element.dataset.topic,
  number: element.querySelector(".value"),
}));

// Levels are alternatives; each tag narrows. A count says how many questions one more
// choice would show (for a tag) or its choice alone (for a topic and a level).
function filter(found, state) {
  const counts = { topics: new Map(), levels: new Map(), tags: new Map() };
  const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
  const passed = [];
  for (const hit of found) {
    const { item } = hit;
    const topic = !state.topic || item.topic === state.topic;
    const level = !state.levels.length || state.levels.includes(item.level);
    const tags = state.tags.every((tag) => item.tags.includes(tag));
    if (level && tags) add(counts.topics, item.topic);
    if (topic && tags) add(counts.levels, item.level);
    if (topic && level && tags) {
      passed.push(hit);
      for (const tag of item.tags) add(counts.tags, tag);
    }
  }
  return { passed, counts };
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function showFilters(state, counts) {
  for (const { element, kind, value, number } of chips) {
    const count = counts[kind].get(value) ?? 0;
    const pressed = state[kind].includes(value);
    setText(number, String(count));
    element.setAttribute("aria-pressed", String(pressed));
    element.classList.toggle("none", !count && !pressed);
  }
  for (const { element, topic, number } of links) {
    const count = counts.topics.get(topic) ?? 0;
    setText(number, String(count));
    element.classList.toggle("none", !count);
    element.classList.toggle("chosen", state.topic === topic);
  }
  if (byId("topic")) byId("topic").value = state.topic;
}

function toggled(values, value) {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}
