// Shows the lesson of this page as slides, one at a time. Nothing is copied or moved: what does not belong to the slide
// is hidden, so exercises go on as they are. The address keeps the slide: #slide-3. A classic script, because module
// scripts do not load from a folder opened by double click.
(() => {
  const root = document.documentElement;
  const article = document.querySelector("article");
  const controls = article.querySelector(".ls-slide-controls");
  if (!controls) return; // all pages stand in one document, for paper
  const notes = controls.querySelector(".ls-slide-notes");
  const status = controls.querySelector("[role=status]");
  const button = (name) => controls.querySelector(`[data-do="${name}"]`);
  const card = article.querySelector(".ls-train");
  const SIZES = [1.2, 1.1, 1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.66];
  const PANES = ":is(.ls-cases, .ls-hands, .ls-result, .ls-more)";
  const slides = [];
  const clock = controls.querySelector(".ls-slide-clock");
  let room; // the slides of a workshop, step by step, and their clock
  let slide; // the one on the wall
  let steps = 0; // how many of its fragments are there
  let backwards = false; // who goes back sees all fragments of the slide before
  let apart; // the window that holds the notes

  // An exercise fills the wall where there is room: its controls on one side and its result on the other. The words
  // before it stand in the notes then.
  const frameOf = ({ sized }) =>
    sized.map((block) => block.querySelector(".ls-exercise")).find(Boolean)?.closest(".ls-frame");
  const onWall = () => innerWidth >= 960 && innerHeight >= 540 ? frameOf(slide) : undefined;
  const beside = (frame) => frame ? slide.blocks.filter((block) => !block.contains(frame) && !block.matches("h2")) : [];

  // Where the slides begin and what stands on them: the build has marked it, see slides.py.
  function cut(section) {
    const heading = section.querySelector(":scope > :is(h1, h2)");
    let current;
    const begin = () => slides.push(current = { section, heading, blocks: [], fragments: [], sized: [], notes: [] });
    for (const block of section.children) {
      if (block.matches(".ls-skip, .ls-present, .ls-slide-controls, .ls-steps")) continue;
      if (block.matches("section")) {
        cut(block);
        continue;
      }
      if (!current || block.matches(".ls-slide")) begin();
      if (block.matches(".ls-notes")) {
        current.notes.push(block);
        continue;
      }
      const questions = [...block.querySelectorAll("form.ls-ask")];
      if (!questions.length) {
        current.sized.push(block);
        current.blocks.push(block);
      }
      // Every question has a slide of its own, and its key is the note.
      questions.forEach((question, place) => {
        if (place) begin();
        current.sized.push(question);
        current.blocks.push(block, question);
        current.notes.push(...card.querySelectorAll(`h3 + ol > li:nth-child(${place + 1})`));
      });
      if (block.matches(".ls-fragment")) current.fragments.push([block]);
      if (block.matches(".ls-with")) current.fragments.at(-1).push(block);
    }
  }

  const open = () => root.classList.contains("ls-slides");
  const leading = () => location.hash.startsWith("#step-");
  const deck = () => (leading() ? room.deck : slides.map((each) => ({ slide: each, step: -1 })));
  const place = () => Math.min(Number(/^#(?:slide|step)-(\d+)$/.exec(location.hash)?.[1] ?? 0), deck().length);
  const title = (heading) => {
    const copy = heading.cloneNode(true);
    copy.querySelector(".headerlink")?.remove();
    return copy.textContent;
  };

  function show() {
    const first = slides[0];
    // The title of the lesson stays, small, above every slide.
    const there = new Set([...slide.blocks, slide.heading, first.heading]);
    const frame = onWall();
    for (const block of beside(frame)) there.delete(block);
    setUp(frame);
    for (const { blocks, heading } of [...slides, ...room.own]) {
      for (const block of [heading, ...blocks]) block.classList.toggle("ls-off", !there.has(block));
    }
    article.classList.toggle("ls-first", slide === first);
    article.classList.toggle(
      "ls-busy",
      slide.sized.some((block) => block.closest(".ls") ?? block.querySelector(".ls")),
    );
    slide.heading.classList.toggle("ls-again", slides.find(({ heading }) => heading === slide.heading) !== slide);
    article.scrollTop = 0;
    fit();
  }
  let wall; // the exercise that fills the wall
  function setUp(frame) {
    for (const [each, whole] of [[wall, false], [frame, true]]) {
      if (!each) continue;
      each.classList.toggle("ls-wall", whole);
      for (const pane of each.querySelectorAll(PANES)) whole ? (pane.tabIndex = 0) : pane.removeAttribute("tabindex");
    }
    wall = frame;
  }
  // The largest letters with which the slide needs no scrolling; an exercise may be longer than the wall.
  function fit() {
    for (const size of SIZES) {
      for (const block of slide.sized) block.style.setProperty("--fit", size);
      const wide = slide.sized
        .flatMap((block) => [block, ...block.querySelectorAll(".ls-table, .ls-formula")])
        .some((block) => block.scrollWidth > block.clientWidth + 1);
      if (!wide && article.scrollHeight <= article.clientHeight) return;
    }
  }
  function step(to) {
    steps = to;
    slide.fragments.forEach((blocks, at) => {
      for (const block of blocks) block.classList.toggle("ls-later", at >= steps);
    });
    button("back").disabled = place() === 1 && !steps;
    button("next").disabled = place() === deck().length && steps === slide.fragments.length;
  }

  function turn() {
    const at = place();
    if (open() !== at > 0) (at ? enter : leave)();
    if (!at) return;
    const { slide: wanted, step: present } = deck()[at - 1];
    slide = wanted;
    root.classList.toggle("ls-room", leading());
    button("restart").hidden = !leading();
    if (leading()) room.enter(present, Date.now());
    show();
    step(backwards ? slide.fragments.length : 0);
    backwards = false;
    controls.querySelector(".ls-slide-done").style.inlineSize = `${(100 * at) / deck().length}%`;
    const said = document.createElement("span");
    said.className = "ls-unseen";
    said.textContent = `: ${title(slide.heading)}`;
    status.replaceChildren(status.dataset.words.replace("{slide}", at).replace("{slides}", deck().length), said);
    write();
    tick();
  }
  function enter() {
    for (let part = article; part !== document.body; part = part.parentElement) {
      for (const beside of part.parentElement.children) beside.classList.toggle("ls-beside", beside !== part);
    }
    root.classList.add("ls-slides");
    controls.hidden = false;
    article.tabIndex = 0;
    article.focus();
  }
  function leave() {
    setUp();
    root.classList.remove("ls-slides", "ls-room");
    controls.hidden = true;
    article.removeAttribute("tabindex");
    article.classList.remove("ls-first", "ls-busy");
    for (const { heading, blocks } of [...slides, ...room.own]) {
      for (const block of [heading, ...blocks]) block.classList.remove("ls-off", "ls-later", "ls-again");
    }
    apart?.close();
    if (document.fullscreenElement) document.exitFullscreen();
    // When the browser looked for the place, it was not on the page yet.
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }

  // How much of the step is left, on the wall; beside the notes also the time of day, and how late it has become.
  function tick() {
    const reading = open() && leading() ? room.reading(Date.now()) : undefined;
    const words = controls.dataset;
    const left = reading ? words[reading.over ? "over" : "left"].replace("{time}", reading.time) : "";
    clock.textContent = left;
    clock.classList.toggle("ls-over", Boolean(reading?.over));
    if (reading) slide.heading.parentElement.querySelector(".ls-step-left")?.replaceChildren(left);
    const speaker = (apart && !apart.closed ? apart.document : controls).querySelector(".ls-speaker");
    if (!speaker) return;
    const { behind = 0 } = reading ?? {};
    const pace = behind ? words[behind > 0 ? "behind" : "ahead"].replace("{minutes}", Math.abs(behind)) : words.onTime;
    const day = new Date().toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit" });
    speaker.textContent = [day, ...(reading ? [left, pace] : [])].join("  ·  ");
  }
  // What a trainer needs at this step and no more: the clock, the words of the step, and what comes next.
  function stepNotes(lines) {
    const line = (tag, text, name = "") =>
      Object.assign(document.createElement(tag), { textContent: text, className: name });
    const next = deck()[place()]?.slide;
    const head = room.after() ? controls.dataset.debrief : controls.dataset.now;
    return [
      line("p", "", "ls-speaker"),
      ...(room.notes() ? [line("h2", head), line("p", room.notes())] : []),
      ...lines,
      ...(next ? [line("p", controls.dataset.following.replace("{title}", title(next.heading)), "ls-following")] : []),
    ];
  }

  // The notes of the slide and the trainer's card, as copies, in the page or in a window of their own.
  function write() {
    const copy = (part) => [...part.cloneNode(true).childNodes];
    const lines = [...beside(wall), ...slide.notes].map((note) => {
      const line = document.createElement("div");
      line.append(...copy(note));
      return line;
    });
    const heading = document.createElement("h2");
    heading.append(title(card.firstElementChild));
    const alone = apart && !apart.closed;
    const head = document.createElement("h1");
    head.append(status.textContent);
    (alone ? apart.document.body : notes.querySelector(".ls-slide-lines")).replaceChildren(
      ...(alone ? [head] : []),
      ...(leading() ? stepNotes(lines) : [...lines, heading, card.querySelector("ul").cloneNode(true)]),
    );
  }
  function detach() {
    apart = window.open("", "localsdg-notes", "popup,width=720,height=800");
    if (!apart) return;
    const page = apart.document;
    page.title = notes.getAttribute("aria-label");
    for (const name of ["lang", "dir", "data-content_root"]) {
      if (root.hasAttribute(name)) page.documentElement.setAttribute(name, root.getAttribute(name));
    }
    page.head.replaceChildren(
      ...[...document.querySelectorAll('link[rel="stylesheet"]')].map(({ href }) =>
        Object.assign(page.createElement("link"), { rel: "stylesheet", href })
      ),
    );
    page.body.className = "ls-slide-lines";
    page.body.dataset.theme = document.body.dataset.theme;
    page.onkeydown = pressed;
    unfold(false);
    write();
    tick();
  }
  function unfold(shown) {
    notes.hidden = !shown;
    button("notes").setAttribute("aria-expanded", shown);
  }

  function scroll(way) {
    const part = moving();
    if (longer(part)) part.scrollBy(0, (way * part.clientHeight) / 4);
    return longer(part);
  }
  const go = (to) => (location.hash = `#${leading() ? "step" : "slide"}-${to}`);
  // What the arrows move when it is longer than its place: the part of an exercise that has the focus, or its result.
  const longer = (part) => part && part.scrollHeight > part.clientHeight + 1;
  function moving() {
    if (!wall) return article;
    const at = document.activeElement.closest?.(PANES);
    return at && wall.contains(at) && longer(at)
      ? at
      : [...wall.querySelectorAll(".ls-result, .ls-hands")].find(longer);
  }
  const actions = {
    next: () => (steps < slide.fragments.length ? step(steps + 1) : place() < deck().length && go(place() + 1)),
    back() {
      if (steps) return step(steps - 1);
      backwards = place() > 1;
      if (backwards) go(place() - 1);
    },
    first: () => go(1),
    last: () => go(deck().length),
    down: () => scroll(1) || actions.next(),
    up: () => scroll(-1) || actions.back(),
    notes: () => unfold(notes.hidden),
    apart: detach,
    restart() {
      room.restart(Date.now());
      tick();
    },
    full: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()),
    leave: () => (location.hash = `#${slide.section.id}`),
  };
  const mirrored = getComputedStyle(root).direction === "rtl";
  const KEYS = {
    [mirrored ? "ArrowLeft" : "ArrowRight"]: "next",
    [mirrored ? "ArrowRight" : "ArrowLeft"]: "back",
    PageDown: "next",
    PageUp: "back",
    " ": "next",
    ArrowDown: "down",
    ArrowUp: "up",
    Home: "first",
    End: "last",
    n: "notes",
    f: "full",
    Escape: "leave",
  };
  function pressed(event) {
    const name = KEYS[event.key.length > 1 ? event.key : event.key.toLowerCase()];
    if (!open() || !name || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const control = event.target.closest("input, select, textarea");
    // Keys belong to the control in which they are pressed. Escape leaves it; a remote control still turns the slide
    // after an answer was ticked.
    if (control && name === "leave") control.blur();
    else if (control && !(control.matches("[type=radio], [type=checkbox]") && event.key.startsWith("Page"))) return;
    else if (event.key === " " && event.target.closest("button, summary")) return;
    else if (/^(up|down)$/.test(name) && event.target.closest(".ls-slide-notes, .ls-slide-lines")) return;
    else actions[event.key === " " && event.shiftKey ? "back" : name]();
    event.preventDefault();
  }

  function start() {
    cut(article.querySelector("section"));
    room = globalThis.localsdgRoom(article, slides);
    setInterval(tick, 1000);
    addEventListener("hashchange", turn);
    addEventListener("resize", () => open() && (wall === onWall() ? fit() : turn()));
    addEventListener("keydown", pressed);
    // A reason that appears under an answer takes room.
    for (const event of ["click", "submit"]) article.addEventListener(event, () => setTimeout(() => open() && fit()));
    controls.addEventListener("click", (event) => actions[event.target.closest("button")?.dataset.do]?.());
    // On paper, each slide is a page: all of them need their size, and the first is the title.
    addEventListener("beforeprint", () => {
      if (open()) { for (slide of [...slides, slides[0]]) show(); }
    });
    addEventListener("afterprint", turn);
    addEventListener("pagehide", () => apart?.close()); // its clock would stand still
    const again = () => open() && wall !== onWall() && turn();
    new MutationObserver(again).observe(article, { childList: true, subtree: true }); // an exercise may come later
    turn();
  }
  if (root.dataset.widgets === "started") start();
  else addEventListener("widgets-started", start);
})();
