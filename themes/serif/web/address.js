// Search and filters in the page's address: ?q=…&topic=…&level=…&tag=…

const EMPTY = { query: "", topic: "", levels: [], tags: [] };

function readAddress() {
  const given = new URLSearchParams(location.search);
  const known = (key, values) => given.getAll(key).filter((value) => values.has(value));
  return {
    query: (given.get("q") ?? "").slice(0, 200),
    topic: known("topic", new Set(items.map((item) => item.topic)))[0] ?? "",
    levels: known("level", new Set(items.map((item) => item.level))),
    tags: known("tag", new Set(items.flatMap((item) => item.tags))),
  };
}

function writeAddress(state) {
  const query = new URLSearchParams();
  if (state.query.trim()) query.set("q", state.query.trim());
  if (state.topic) query.set("topic", state.topic);
  for (const level of state.levels) query.append("level", level);
  for (const tag of state.tags) query.append("tag", tag);
  const text = query.toString();
  const address = `${location.pathname}${text ? `?${text}` : ""}${location.hash}`;
  if (address === location.pathname + location.search + location.hash) return;
  try {
    history.replaceState(null, "", address);
  } catch {
    // Some browsers forbid it for files; the page works all the same.
  }
}

// The question that the address points at, if any.
function addressed() {
  let id;
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    return null;
  }
  return items.find((item) => `q-${item.id}` === id) ?? null;
}
