// A lesson in a learning platform, by the rules of SCORM 1.2. The platform gets whether the lesson is finished, the
// share of right answers, the section in which the reader is, and which questions were answered right. It gets only
// what happens on this page while it is open, because the workbook of this browser may be of somebody else. The build
// adds the call with the words of the catalogue, the number of the lesson and the ids of its questions.
// deno-lint-ignore no-unused-vars
const localsdgScorm = (words, lesson, ids) => {
  const MOST = 4096; // characters of cmi.suspend_data
  const LONGEST = 255; // characters of cmi.core.lesson_location
  const FRAMES = 500; // more frames in each other are a fault

  // The other pages of the course are not in the package, and other sites do not open inside a platform.
  function lead({ target }) {
    const link = target.closest?.("a[href]");
    const href = link?.getAttribute("href") ?? "";
    if (href.startsWith("../")) link.removeAttribute("href");
    if (/^https?:/.test(href)) Object.assign(link, { target: "_blank", rel: "noopener" });
  }
  for (const event of ["pointerdown", "focusin", "click"]) addEventListener(event, lead, true);

  // A window of another origin may not be looked into.
  function apiOf(place) {
    try {
      return place.API;
    } catch {
      return undefined;
    }
  }
  function upFrom(place) {
    for (let steps = 0; place && steps < FRAMES; steps += 1) {
      const found = apiOf(place);
      if (found || place.parent === place) return found;
      place = place.parent;
    }
  }
  const api = upFrom(globalThis) ?? upFrom(globalThis.opener) ?? upFrom(globalThis.top?.opener);
  if (!api || String(api.LMSInitialize("")) !== "true") return;

  const get = (name) => String(api.LMSGetValue(name) ?? "");
  const set = (name, value) => api.LMSSetValue(name, value);
  // Whoever only looks at a lesson, or looks back at it, changes nothing.
  const counts = !["browse", "review"].includes(get("cmi.core.lesson_mode"));
  let status = get("cmi.core.lesson_status");
  let over = false;

  // Which questions were answered right, as the platform has kept it.
  function answersKept() {
    try {
      const found = JSON.parse(get("cmi.suspend_data"));
      return Object.fromEntries(ids.filter((id) => typeof found[id] === "boolean").map((id) => [id, found[id]]));
    } catch {
      return {};
    }
  }
  const right = answersKept();

  function section() {
    const passed = [...document.querySelectorAll("article section[id]")]
      .filter((each) => each.getBoundingClientRect().top < innerHeight / 4);
    return passed.pop()?.id.slice(0, LONGEST) ?? "";
  }
  function store() {
    if (!counts || over) return;
    set("cmi.core.lesson_location", section());
    api.LMSCommit("");
  }
  function setStatus(value) {
    // A platform that judges by the score has the last word.
    if (!counts || over || ["passed", "failed", value].includes(status)) return;
    status = value;
    set("cmi.core.lesson_status", value);
  }
  function tellScore() {
    const share = ids.filter((id) => right[id]).length / ids.length;
    set("cmi.core.score.min", "0");
    set("cmi.core.score.max", "100");
    set("cmi.core.score.raw", String(Math.round(100 * share)));
    const text = JSON.stringify(right);
    if (text.length <= MOST) set("cmi.suspend_data", text);
  }

  // The verdict stands in the workbook as soon as the learner has checked an answer.
  async function answered({ target: form }) {
    const id = ids[[...document.querySelectorAll("form.ls-ask")].indexOf(form)];
    if (!id || !counts || form.querySelector("[role=alert]").textContent) return;
    (await globalThis.localsdgBring("keeping")).flush();
    const { entryAt, load } = await globalThis.localsdgBring("workbook");
    const entry = entryAt(load(), [lesson, "questions"])[id];
    if (!entry || over) return;
    right[id] = entry.right;
    tellScore();
    store();
  }
  function finished({ target }) {
    if (!target.matches(".ls-end > label > input")) return;
    setStatus(target.checked ? "completed" : "incomplete");
    store();
  }
  function leave() {
    if (over) return;
    store();
    if (counts) set("cmi.core.exit", status === "completed" ? "" : "suspend");
    over = true;
    api.LMSFinish("");
  }
  function begin() {
    if (!["completed", "passed", "failed"].includes(status)) setStatus("incomplete");
    if (counts) api.LMSCommit("");
    const place = document.getElementById(get("cmi.core.lesson_location"));
    // Exercises grow while they are built: the section is in its place when all stand.
    const goOn = () => scrollY || place.scrollIntoView({ behavior: "instant" });
    if (place && !location.hash) addEventListener("widgets-started", goOn);
    const textContent = counts ? words.reports.replace("{lesson}", lesson) : words.looks;
    const note = Object.assign(document.createElement("p"), { textContent });
    document.querySelector(".ls-single").prepend(note);
  }

  begin();
  addEventListener("submit", answered);
  addEventListener("change", finished);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && store());
  addEventListener("pagehide", leave);
  // A page that comes back from the browser's cache has ended its session: it begins a new one.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
};
