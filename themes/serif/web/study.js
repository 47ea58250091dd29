// Study mode: a shuffled run, question first, answer on demand.

const LISTED = 200;
const study = byId("study");
const studyView = byId("study-view");
let run = null;

function openStudy() {
  if (study.open) return;
  showStart();
  study.showModal();
  studyView.querySelector("button")?.focus();
}

function shuffled(list) {
  const order = [...list];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

const button = (label, onclick, className = "button") => make("button", { type: "button", className, onclick }, label);
const stillOpen = (list) => list.filter((item) => progress.of(item) !== true);

function showStart() {
  run = null;
  byId("study-progress").textContent = "";
  const list = view.shown;
  const open = stillOpen(list);
  const notYet = open.filter((item) => progress.of(item) === false);
  const known = list.length - open.length;
  const start = [
    make("p", { className: "lead" }, list.length === items.length
      ? `All ${counted(list.length, "question")}, in random order: the question first, the answer when you ask for it.`
      : `The ${counted(list.length, "question")} that your search and filters show, in random order.`),
    make("dl", { className: "tally" },
      ...[["Known", known], ["Not yet", notYet.length], ["Not seen", open.length - notYet.length]].map(([name, count]) =>
        make("div", {}, make("dt", {}, name), make("dd", {}, String(count))))),
  ];
  const choices = make("p", { className: "choices" });
  if (open.length && open.length < list.length) {
    choices.append(button(`Study what is still open (${open.length})`, () => begin(open), "button primary"), " ");
  }
  if (list.length) {
    choices.append(button(`Study all ${list.length}`, () => begin(list), choices.childElementCount ? "button" : "button primary"));
  }
  if (progress.marks.size) choices.append(" ", forgetButton());
  studyView.replaceChildren(...start, choices, ...openList(notYet.concat(open.filter((item) => !notYet.includes(item)))));
  if (remembered.blocked) {
    studyView.append(make("p", { className: "note" }, "This browser does not let the page remember anything: your progress lasts until you close it."));
  }
}

// Forgetting asks once more, in place.
function forgetButton() {
  return button("Forget my progress", (event) => {
    if (event.target.dataset.sure) {
      progress.forget();
      items.forEach(showMark);
      showStart();
      studyView.querySelector("button")?.focus();
    } else {
      event.target.dataset.sure = "yes";
      event.target.textContent = "Really forget it all?";
    }
  }, "link");
}

function openList(list) {
  if (!list.length) return [];
  const entries = list.slice(0, LISTED).map((item) => {
    const link = make("a", { href: `#q-${encodeURIComponent(item.id)}` }, `${item.number} ${item.title}`);
    link.addEventListener("click", () => study.close());
    const state = progress.of(item) === false ? make("span", { className: "badge" }, "Not yet") : "";
    return make("li", {}, link, " ", state);
  });
  if (list.length > LISTED) entries.push(make("li", {}, `and ${counted(list.length - LISTED, "question")} more`));
  return [make("h3", {}, "Still open"), make("ul", { className: "open-list" }, ...entries)];
}

function begin(list) {
  run = { order: shuffled(list), at: 0, answered: false, known: [], notYet: [] };
  showCard();
}

function showCard() {
  const item = run.order[run.at];
  run.answered = false;
  byId("study-progress").textContent = `${run.at + 1} of ${run.order.length}`;
  const head = make("div", { className: "card-head" },
    make("p", { className: "meta" }, `${item.number} · ${topicsById.get(item.topic).title}`),
    copyOf(item.summary.querySelector("h3")));
  const show = button("Show the answer", showAnswer, "button primary");
  studyView.replaceChildren(head, make("div", { className: "card-actions" }, show));
  studyView.scrollTop = 0;
  show.focus();
}

function showAnswer() {
  const item = run.order[run.at];
  run.answered = true;
  const answer = copyOf(item.body);
  answer.querySelectorAll(".foot, .copy").forEach((element) => element.remove());
  answer.removeAttribute("id");
  answer.className = "body";
  delete answer.dataset.equipped;
  answer.tabIndex = -1;
  answer.setAttribute("aria-label", "Answer");
  answer.setAttribute("role", "region");
  const actions = studyView.querySelector(".card-actions");
  actions.before(answer);
  actions.replaceChildren(
    button("Not yet", () => mark(false)), " ",
    button("Knew it", () => mark(true), "button primary"),
    make("span", { className: "hint" }, "1 or 2 on the keyboard"),
  );
  equip(answer);
  answer.focus({ preventScroll: true });
}

function copyOf(element) {
  return element.cloneNode(true);
}

function mark(knew) {
  const item = run.order[run.at];
  progress.set(item, knew);
  showMark(item);
  run[knew ? "known" : "notYet"].push(item);
  run.at++;
  if (run.at < run.order.length) showCard();
  else showEnd();
}

function showEnd() {
  const { known, notYet, order } = run;
  byId("study-progress").textContent = "Done";
  const again = notYet.length
    ? button(`Again: the ${notYet.length} not yet known`, () => begin(notYet), "button primary")
    : button("Close", () => study.close(), "button primary");
  const choices = make("p", { className: "choices" }, again, " ", button("Overview", showStart));
  studyView.replaceChildren(
    make("p", { className: "lead" }, `You knew ${known.length} of ${counted(order.length, "question")}.`),
    choices,
    ...openList(notYet),
  );
  again.focus();
}

// A remembered mark stands beside its question.
function showMark(item) {
  const knew = progress.of(item);
  item.mark?.remove();
  item.mark = null;
  if (knew === undefined) return;
  item.mark = make("span", { className: knew ? "mark known" : "mark" }, knew ? "Known" : "Not yet");
  (item.summary.querySelector("small") ?? item.summary).append(item.mark);
}

study.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !run?.answered) return;
  if (event.key === "1") mark(false);
  else if (event.key === "2") mark(true);
});
