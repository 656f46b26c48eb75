// What every exercise has around its own controls and result: ready cases beside own work, undo, the line that says
// what is kept, its answer for others, the result in sight on a small screen, the whole screen for a wall, and paper.
import { desk } from "./desk.js";
import { frame, h, share, speaker } from "./kit.js";

const ROOM = 8; // pixels between the words in sight and what has the focus

const atOnce = (work) => work();
function onScreen(element) {
  element.classList.add("ls-screen");
  return element;
}

// The words of the result, at the lower edge of the screen while the result itself is out of sight: pressing them leads
// to it.
function glancePart(strings) {
  const element = h("button.screen.glance", { type: "button", hidden: true });
  // What has the focus is not covered: some browsers scroll to the letters of a box only.
  function uncover() {
    const { activeElement: each } = document;
    if (element.hidden || each === element || !element.parentElement.contains(each)) return;
    const [own, words] = [each.getBoundingClientRect(), element.getBoundingClientRect()];
    const under = own.bottom > words.top && own.top < words.bottom && own.height < innerHeight / 2;
    if (under) scrollBy({ top: own.bottom - words.top + ROOM, behavior: "instant" });
  }
  return {
    element,
    put: (title) => element.replaceChildren(title, h("span.hidden", null, ` ${strings.to_result}`)),
    watch(result) {
      if (!globalThis.IntersectionObserver) return;
      const seen = { exercise: false, result: true };
      const watcher = new IntersectionObserver((entries) => {
        for (const { target, isIntersecting } of entries) {
          seen[target === result ? "result" : "exercise"] = isIntersecting;
        }
        element.hidden = !seen.exercise || seen.result || !element.textContent;
        uncover();
      });
      element.parentElement.addEventListener("focusin", () => requestAnimationFrame(uncover));
      for (const each of [result, element.parentElement]) watcher.observe(each);
      element.addEventListener("click", () => {
        result.tabIndex = -1;
        result.scrollIntoView({ block: "center" });
        result.focus({ preventScroll: true });
      });
    },
  };
}

// Columns of the whole screen that are longer than it scroll by the keyboard too.
function reachable(section, whole) {
  for (const column of section.querySelectorAll(".ls-cases, .ls-hands, .ls-result, .ls-more")) {
    if (whole && column.textContent) column.tabIndex = 0;
    else column.removeAttribute("tabindex");
  }
}

function wallButton(strings) {
  const button = h("button.quiet", { type: "button", onclick: turn }, strings.whole_screen);
  function turn() {
    if (document.fullscreenElement) return document.exitFullscreen();
    const section = button.closest("section");
    section.onfullscreenchange = () => reachable(section, document.fullscreenElement === section);
    section.requestFullscreen();
  }
  return button;
}

// view: what render is given. options: those of the desk, and
// - goal: the number of the goal whose colour the frame has; plain: for a short exercise, which paper need not unfold
// Gives the parts of the desk, and strings, data, voice, page, later (what nobody sees yet can wait), tell and stand.
export function shell({ model, el, page, later = atOnce }, { goal, plain = false, ...options }) {
  const strings = model.get("strings");
  const voice = speaker();
  const work = desk({ model, page }, { strings, voice, ...options });

  const glance = glancePart(strings);
  if (document.fullscreenEnabled) work.buttons.append(wallButton(strings));

  // Leads to one's own work, from elsewhere on the page.
  function go() {
    if (work.showing()) work.openMine();
    const heading = el.querySelector("h3");
    heading.tabIndex = -1;
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  }

  return {
    ...work,
    strings,
    data: model.get("data"),
    voice,
    page,
    later,
    // Call with the result in one sentence after every change. said: what is read aloud, if it is something else, or
    // nothing when the learner has done nothing.
    say(title, said = title) {
      glance.put(title);
      if (said) voice.say(said);
    },
    // Gives the answer to the other widgets of the page, and to Python.
    tell(answer) {
      share(model.get("module"), answer, work.origin(), { shows: work.showing(), own: work.own, go });
      model.set("answer", answer);
      model.save_changes();
    },
    // Puts the exercise into the page.
    // - before: what comes before the ready cases
    // - controls: what the learner works with; both: those of them that serve on paper too
    // - result: what comes of it, before the controls if resultFirst is set, or beside them where there is room
    // - more: what can be unfolded
    // - paper: the worksheet, below the words of the desk that name an example if what is shown of it is filled in
    stand({ before = [], controls, both = [], result, resultFirst = false, beside = false, more = [], paper }) {
      const hands = h("div.hands", null, ...controls.map(onScreen), ...both, work.buttons, work.saved);
      const sight = h("div.screen.result", null, ...result);
      work.panel.className = beside ? "ls-sides" : "";
      work.panel.append(...(resultFirst ? [sight, hands] : [hands, sight]));
      el.append(
        frame(
          plain ? "" : ".long",
          goal,
          strings.title,
          strings.lead,
          h("div.print", null, ...paper),
          h(
            "div.exercise",
            null,
            h("div.screen.cases", null, ...before, work.top),
            work.panel,
            more.length ? h("div.screen.more", null, ...more) : null,
            glance.element,
            voice,
          ),
        ),
      );
      work.begin();
      el.addEventListener("change", work.record);
      if (page) glance.watch(sight);
    },
  };
}
