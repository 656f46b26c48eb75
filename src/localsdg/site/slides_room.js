// The slides of a workshop: one for each step of the trainer card, then those of the lesson that the step needs; and
// the clock that says how much of a step is left, and whether the group is ahead or behind. A classic script, before
// slides.js.
globalThis.localsdgRoom = (article, lesson) => {
  const MINUTE = 60_000;
  const HALF_A_DAY = 12 * 60 * MINUTE;
  const steps = [...article.querySelectorAll(".ls-step")].map((element) => ({
    element,
    minutes: Number(element.dataset.minutes),
    shows: element.dataset.shows.split(" ").filter(Boolean),
    words: element.querySelector(".ls-step-words").textContent,
  }));
  const debrief = article.querySelector(".ls-step-debrief")?.textContent ?? "";
  const slideOf = (name) =>
    lesson.find(({ blocks, notes }) => [...blocks, ...notes].some((each) => each.closest(`.ls-of-${name}`)));
  const own = steps.map(({ element }) => {
    const heading = element.querySelector(".ls-step-name");
    const section = lesson[0].section;
    return { section, heading, blocks: [element], fragments: [], sized: [element], notes: [] };
  });
  // Each slide with its step; the first two come before the first step, and the last one after the last.
  const deck = [
    ...lesson.slice(0, 2).map((slide) => ({ slide, step: -1 })),
    ...steps.flatMap(({ shows }, step) =>
      [own[step], ...shows.map(slideOf).filter(Boolean)].map((slide) => ({ slide, step }))
    ),
    { slide: lesson.at(-1), step: steps.length },
  ];

  // When the first step and the present one began. A page that is loaded again, or a browser that is opened again after
  // it has failed, goes on with the same clock; after half a day it is another workshop.
  const KEY = `localsdg-clock:${location.pathname}`;
  let { begun = 0, entered = 0, present = -1 } = kept();
  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY)) ?? {};
      const whole = [found.begun, found.entered, found.present].every(Number.isInteger);
      return whole && Math.abs(Date.now() - found.entered) < HALF_A_DAY ? found : {};
    } catch {
      return {}; // nothing can be kept here, or it is not ours
    }
  }
  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify({ begun, entered, present }));
    } catch {
      // The clock runs on, but a page that is loaded again begins anew.
    }
  }
  const before = (step) => steps.slice(0, step).reduce((sum, { minutes }) => sum + minutes * MINUTE, 0);
  const twoDigits = (number) => String(number).padStart(2, "0");

  return {
    deck,
    own,
    enter(step, now) {
      if (step === present) return;
      present = step;
      if (!steps[step]) return;
      entered = now;
      begun ||= now;
      keep();
    },
    restart(now) {
      begun = now - before(Math.max(present, 0));
      entered = now;
      keep();
    },
    // What the clock says now: time left, whether it is over, and minutes behind (negative: ahead). Nothing outside
    // steps.
    reading(now) {
      if (!steps[present]) return undefined;
      const whole = steps[present].minutes * MINUTE;
      const left = whole - (now - entered);
      const planned = before(present) + Math.min(now - entered, whole);
      const seconds = Math.abs(Math.ceil(left / 1000));
      return {
        time: `${twoDigits(Math.floor(seconds / 60))}:${twoDigits(seconds % 60)}`,
        over: left < 0,
        behind: Math.round((now - begun - planned) / MINUTE),
      };
    },
    // What stands in the notes: the words of the present step, and after the last one the questions of the debrief.
    notes: () => (steps[present] ? steps[present].words : present === steps.length ? debrief : ""),
    after: () => present === steps.length,
  };
};
