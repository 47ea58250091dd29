// The questions as the search sees them, and the search: no change to the page in here.

const items = [...document.querySelectorAll("article")].map((element, index) => {
  const details = element.firstElementChild;
  const [summary, body] = details.children;
  const meta = summary.querySelector("small");
  const id = body.id.slice(2);
  return {
    index,
    element,
    details,
    summary,
    body,
    id,
    number: summary.firstElementChild.textContent,
    identity: element.dataset.identity ?? id,
    topic: element.closest(".topic").id.slice(2),
    level: meta?.querySelector("b")?.textContent.toLowerCase() ?? "",
    tags: (meta?.lastChild?.data ?? "").split(" ").filter(Boolean),
    title: (summary.querySelector(":scope > i") ?? summary.querySelector("h3")).textContent,
    fields: null,
  };
});

// Question, tags, key points, answer: a hit in one outweighs all in those after it, and a
// hit inside a word counts as much as a word in the next field.
const WEIGHTS = [81, 27, 9, 3];

// What stands in an answer, without the page's own words.
function answerParts(item) {
  const own = (part) => part.matches(".foot") || (part.matches("h4") && part.nextElementSibling?.matches(".points, .more"));
  return [...item.body.children].filter((part) => !own(part));
}

function fieldsOf(item) {
  if (!item.fields) {
    const texts = ["", item.tags.concat(item.level).join(" "), "", ""];
    for (const part of item.summary.children) {
      if (part.matches("b, i, h3")) texts[0] += ` ${part.textContent}`;
    }
    for (const part of answerParts(item)) {
      texts[part.matches(".short, .points") ? 2 : 3] += ` ${part.textContent}`;
    }
    item.fields = texts.map((text) => squeeze(fold(text)));
  }
  return item.fields;
}

// Read the texts while nothing else is to be done, so that the first search is quick.
function readAhead() {
  const idle = window.requestIdleCallback ?? ((run) => setTimeout(() => run({ timeRemaining: () => 8 }), 1));
  idle((deadline) => {
    do readWords(Math.min(wordsRead + 10, items.length));
    while (wordsRead < items.length && deadline.timeRemaining() > 4);
    if (wordsRead < items.length) readAhead();
  });
}

// "exact phrase" and single words; each must be found.
function parseQuery(query) {
  const words = [];
  for (const [, phrase, word] of fold(query).matchAll(/"([^"]+)"?|([^\s"]+)/g)) {
    const text = squeeze(phrase ?? word);
    if (text && !words.includes(text)) words.push(text);
  }
  return words.slice(0, 12);
}

// How well an item matches: each of `terms` is a list of alternatives; 0 is not at all.
function score(item, terms) {
  const fields = fieldsOf(item);
  let total = 0;
  for (const alternatives of terms) {
    let best = 0;
    for (const word of alternatives) {
      for (let f = 0; f < 4 && WEIGHTS[f] > best; f++) {
        const found = standing(fields[f], word);
        if (found) best = Math.max(best, found === 2 ? WEIGHTS[f] : WEIGHTS[f] / 3);
      }
    }
    if (!best) return 0;
    total += best;
  }
  return total;
}

function matches(terms) {
  const found = [];
  for (const item of items) {
    const value = score(item, terms);
    if (value) found.push({ item, value });
  }
  return found;
}

// Every word of the guide, in how many questions it is, and its letters as bits.
const vocabulary = new Map();
let wordsRead = 0;
function readWords(upTo) {
  for (; wordsRead < upTo; wordsRead++) {
    for (const word of new Set(fieldsOf(items[wordsRead]).join(" ").match(WORDS))) {
      const entry = vocabulary.get(word);
      if (entry) entry.count++;
      else vocabulary.set(word, { count: 1, letters: letters(word) });
    }
  }
  return vocabulary;
}

// The words nearest to a mistyped one, at most `limit` edits away.
function near(typed, limit) {
  const own = letters(typed);
  let best = limit;
  let found = [];
  for (const [word, entry] of readWords(items.length)) {
    // Each letter that the word lacks is an edit: most words are out without a closer look.
    if (word.length < 3 || word.length < typed.length - best || bits(own & ~entry.letters) > best) continue;
    const distance = edits(typed, word, best);
    if (distance < best) found = [];
    if (distance <= best) {
      best = distance;
      found.push({ word, ...entry });
    }
  }
  found.sort((a, b) => b.count - a.count || a.word.length - b.word.length);
  return found.slice(0, 6).map(({ word }) => word);
}

const allowance = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

// Search: exactly, and only if nothing is found with typing errors forgiven.
// Returns the ranked hits, all terms to highlight, and what was read for what was typed.
function search(query) {
  const typed = parseQuery(query);
  const exact = typed.map((word) => [word]);
  let found = matches(exact);
  if (found.length || !typed.length) return { found, terms: exact, corrected: [] };
  const corrected = [];
  const terms = typed.map((word) => {
    if (/\s/.test(word) || !allowance(word) || matches([[word]]).length) return [word];
    const alternatives = near(word, allowance(word));
    if (alternatives.length) corrected.push([word, alternatives[0]]);
    return alternatives.length ? alternatives : [word];
  });
  found = corrected.length ? matches(terms) : [];
  return { found, terms, corrected: found.length ? corrected : [] };
}

// Other things to search for when nothing was found: [query, questions].
function suggestions(query) {
  const typed = parseQuery(query);
  const offers = new Map();
  const offer = (text) => {
    if (offers.size < 6 && !offers.has(text) && text !== typed.join(" ")) {
      const count = matches([[text]]).length;
      if (count) offers.set(text, count);
    }
  };
  if (typed.length > 1) typed.forEach(offer);
  for (const word of typed) {
    if (word.length >= 3 && !offers.has(word)) near(word, Math.max(2, word.length >> 1)).slice(0, 3).forEach(offer);
  }
  if (!offers.size) {
    const counts = new Map();
    for (const tag of items.flatMap((item) => item.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    [...counts].sort((a, b) => b[1] - a[1]).slice(0, 6).forEach(([tag]) => offer(fold(tag)));
  }
  return [...offers];
}
