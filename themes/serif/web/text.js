// Text as the search sees it: case, accents and typography folded.

const LETTERS = new Map(Object.entries({
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i",
  "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
}));
const ASCII = /^[\0-\x7f]*$/;
const MARKS = /[\p{M}\u00ad\u200b-\u200f\u2060\ufeff]/gu;
const WORD = /[\p{L}\p{N}]/u;
const WORDS = /[\p{L}\p{N}]+/gu;

function fold(text) {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower;
  return lower.normalize("NFKD").replace(MARKS, "").replace(/[^\0-\x7f]/gu, (c) => LETTERS.get(c) ?? c);
}

function squeeze(text) {
  return text.replace(/\s+/g, " ").trim();
}

// fold(text) and, for each of its characters, where it stands in text.
const foldedCharacters = new Map();
function foldWithOffsets(text) {
  if (ASCII.test(text)) return { folded: text.toLowerCase(), offset: (i) => i };
  const offsets = [];
  let folded = "";
  let at = 0;
  for (const character of text) {
    let piece = foldedCharacters.get(character);
    if (piece === undefined) {
      piece = fold(character);
      foldedCharacters.set(character, piece);
    }
    folded += piece;
    for (let i = 0; i < piece.length; i++) offsets.push(at);
    at += character.length;
  }
  offsets.push(at);
  return { folded, offset: (i) => offsets[i] };
}

// Where `word` stands in `text`: 0 not at all, 1 inside a word, 2 at a word's start.
function standing(text, word) {
  let at = text.indexOf(word);
  if (at < 0) return 0;
  for (let tries = 0; at >= 0 && tries < 20; tries++) {
    if (at === 0 || !WORD.test(text[at - 1])) return 2;
    at = text.indexOf(word, at + 1);
  }
  return 1;
}

// Edits (insertion, deletion, change, swap of neighbours) that make a beginning of `word`
// of `typed`; more than `limit` is limit + 1. A beginning, since people search while typing.
function edits(typed, word, limit) {
  const columns = Math.min(word.length, typed.length + limit);
  let before = [];
  let previous = Array.from({ length: columns + 1 }, (_, i) => i);
  for (let i = 1; i <= typed.length; i++) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= columns; j++) {
      let cost = Math.min(
        previous[j] + 1,
        row[j - 1] + 1,
        previous[j - 1] + (typed[i - 1] === word[j - 1] ? 0 : 1),
      );
      if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) {
        cost = Math.min(cost, before[j - 2] + 1);
      }
      row.push(cost);
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return Math.min(limit + 1, ...previous);
}

// The letters of a word as bits (others share them), and how many bits are set.
function letters(word) {
  let mask = 0;
  for (let i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) & 31);
  return mask;
}

function bits(mask) {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) count++;
  return count;
}

const { format: grouped } = new Intl.NumberFormat("en-US");

function counted(count, noun) {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}
