// What this browser remembers, under the guide's id; where storage is blocked, until the page closes.

const remembered = (() => {
  const fallback = new Map();
  let blocked = false;
  return {
    get blocked() {
      return blocked;
    },
    read(key) {
      try {
        return localStorage.getItem(key) ?? fallback.get(key) ?? null;
      } catch {
        blocked = true;
        return fallback.get(key) ?? null;
      }
    },
    write(key, value) {
      fallback.set(key, value);
      try {
        if (value === "") localStorage.removeItem(key);
        else localStorage.setItem(key, value);
      } catch {
        blocked = true;
      }
    },
  };
})();

const STUDY_KEY = `guide:${document.documentElement.dataset.guide}:study`;

// question identity → true (knew it) or false (not yet)
const progress = {
  marks: readMarks(),
  of(item) {
    return this.marks.get(item.identity);
  },
  set(item, knew) {
    // Another tab may have written since.
    this.marks = new Map([...readMarks(), [item.identity, knew]]);
    remembered.write(STUDY_KEY, JSON.stringify(Object.fromEntries(this.marks)));
  },
  forget() {
    this.marks = new Map();
    remembered.write(STUDY_KEY, "");
  },
};

function readMarks() {
  try {
    const entries = Object.entries(JSON.parse(remembered.read(STUDY_KEY) ?? "{}") ?? {});
    return new Map(entries.filter(([, knew]) => typeof knew === "boolean"));
  } catch {
    return new Map();
  }
}
