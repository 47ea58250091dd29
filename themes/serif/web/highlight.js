// Hits in the text, with the CSS Custom Highlight API: the page's elements stay as they are.

const MOST_HITS = 3000;
const BEFORE = 60;
const AFTER = 140;

// Here and not in the style sheet: HTML validators do not know this selector yet.
if (CSS.highlights) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("::highlight(hit) { background-color: var(--hit); color: var(--ink); }");
  document.adoptedStyleSheets = [sheet];
}

function highlight(roots, words) {
  if (!CSS.highlights) return;
  CSS.highlights.delete("hit");
  if (!words.length) return;
  const hit = new Highlight();
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && hit.size < MOST_HITS) {
      const node = walker.currentNode;
      for (const [start, end] of hits(node.data, words)) hit.add(new StaticRange({
        startContainer: node, startOffset: start, endContainer: node, endOffset: end,
      }));
    }
  }
  CSS.highlights.set("hit", hit);
}

// [start, end] of every word in the text.
function hits(text, words) {
  const { folded, offset } = foldWithOffsets(text);
  const found = [];
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      found.push([offset(at), Math.max(offset(at + word.length), offset(at) + 1)]);
    }
  }
  return found;
}

// A piece of the answer around the first hit, or "" if the closed question shows all words.
function snippet(item, terms) {
  const shown = item.fields.slice(0, 2);
  const hidden = terms.filter((words) => !words.some((word) => shown.some((text) => text.includes(word))));
  if (!hidden.length) return "";
  const words = hidden.flat();
  for (const part of answerParts(item)) {
    const text = squeeze(part.textContent);
    const first = hits(text, words).sort((a, b) => a[0] - b[0])[0];
    if (first) return excerpt(text, first[0], first[1]);
  }
  return "";
}

function excerpt(text, start, end) {
  const left = start > BEFORE ? text.lastIndexOf(" ", start - BEFORE) + 1 || start - BEFORE : 0;
  const right = end + AFTER < text.length ? text.indexOf(" ", end + AFTER) : text.length;
  const stop = right < 0 || right > end + 2 * AFTER ? end + AFTER : right;
  const begin = start - left > 2 * BEFORE ? start - BEFORE : left;
  return `${begin > 0 ? "… " : ""}${text.slice(begin, stop)}${stop < text.length ? " …" : ""}`;
}
