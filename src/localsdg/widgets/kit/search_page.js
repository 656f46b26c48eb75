// The search page: a box, and below it what is found. The index comes with the first search, and only what it needs.
import { stemOf } from "./leads.js";
import { find, folded } from "./search_index.js";

const SHOWN = 6; // results at first, and with each "more"
const AROUND = 90; // letters before and after the first word that was found
const PAUSE = 200; // milliseconds without a key
const GOALS = "book/reference/goals.html";
const SHEETS = "book/indicator-sheets.html";
const CASE = 1;

const root = () => new URL(document.documentElement.dataset.content_root, location.href).href;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}
const link = (address, text) => make("a", { href: root() + address, textContent: text });

// The scripts of the index, each fetched once: a script, because a folder opened by double click fetches nothing else.
const fetched = {};
globalThis.localsdgFound = (name, content) => (fetched[name] = content);
const waiting = {};
function parts(name) {
  waiting[name] ??= new Promise((resolve) => {
    const script = make("script", { src: `${root()}search/${name}.js` });
    // There is no part for a letter with which no word begins.
    script.onload = script.onerror = () => resolve(fetched[name]);
    document.head.append(script);
  });
  return waiting[name];
}

// A piece of a text around the first word that was found, with these words marked.
function piece(text, stems, rules) {
  const wanted = new Set(stems);
  const isFound = (word) => wanted.has(stemOf(folded(word), rules));
  const words = [...text.matchAll(/[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*/gu)];
  const first = words.find(([word]) => isFound(word))?.index ?? 0;
  const before = text.lastIndexOf(" ", Math.max(0, first - AROUND)) + 1;
  const start = first > AROUND ? before : 0;
  const after = text.indexOf(" ", first + AROUND);
  const end = after < 0 ? text.length : after;
  const shown = make("p", { className: "context" }, start ? "… " : "");
  let at = start;
  for (const { 0: word, index } of words.filter((each) => each.index >= start && each.index < end)) {
    if (!isFound(word)) continue;
    shown.append(text.slice(at, index), make("mark", { textContent: word }));
    at = index + word.length;
  }
  shown.append(text.slice(at, end), end < text.length ? " …" : "");
  return shown;
}

function kindOf([kind, , , , number], texts) {
  return number ? fill(texts.kinds[0], { number }) : texts.kinds[kind];
}

// One result: its kind, the title, the section and a piece of its text.
async function resultLine({ at, section, works, near = [] }, { index, stems, led }, { texts, rules }) {
  const entry = index.entries[at];
  const [kind, title, page, number, lesson] = entry;
  const all = (await parts(`texts-${number}`))?.[at] ?? [["", "", ""]];
  const [anchor, heading, text] = all[section];
  const name = lesson ? `${lesson} ${title}` : title;
  const where = heading ? make("span", { className: "ls-where", textContent: ` · ${heading}` }) : null;
  const line = make("li", null, link(`${page}${anchor ? `#${anchor}` : ""}`, name), where);
  if (works) {
    if (section) line.append(piece(text, works, rules));
    const targets = led.filter(({ code }) => works.includes(code.split(".").slice(0, 2).join(".")));
    const named = targets.map(({ code, title: of }) => fill(texts.target, { code, title: of })).join("; ");
    line.append(make("p", { className: "context", textContent: fill(texts.works, { targets: named }) }));
  } else {
    const shown = text || all.find(([, , each]) => each)?.[2] || "";
    line.append(piece(shown, [...stems, ...near.map((word) => stemOf(word, rules))], rules));
  }
  line.prepend(make("span", { className: "ls-kind", textContent: kindOf(entry, texts) }));
  line.className = kind <= CASE ? "ls-first" : "";
  return line;
}

// What a code, the name of a goal or an everyday word leads to.
function ledLine({ kind, code, title, by }, { index }, texts) {
  const [goal, second] = code.split(".");
  const target = second ? `${goal}.${second}` : null;
  const explorer = index.entries.find(([, , , , number]) => number === "1.1");
  const sheets = Object.entries(index.sheets).filter(([own]) => own === code || own.startsWith(`${code}.`));
  const line = make("li", { className: "ls-led" }, link(`${GOALS}#goal-${goal}`, fill(texts[kind], { code, title })));
  line.prepend(make("span", { className: "ls-kind", textContent: texts.kinds_led[kind] }));
  if (by) line.append(make("p", { className: "context", textContent: fill(texts.led, { words: by.join(", ") }) }));
  const more = make("p", { className: "context" });
  if (target && explorer) {
    more.append(link(`${explorer[2]}?words=${encodeURIComponent(code)}#try-it`, texts.explorer), " ");
  }
  if (kind !== "goal") {
    sheets.forEach(([own, anchor]) => more.append(link(`${SHEETS}#${anchor}`, fill(texts.sheet, { code: own })), " "));
  }
  if (more.childElementCount) line.append(more);
  return line;
}

function shortLine({ short, meaning }, { index }, texts) {
  const term = index.entries.find(([, title, page]) =>
    page === "book/glossary.html" && folded(title) === folded(meaning)
  );
  const says = fill(texts.short, { short, meaning });
  const anchor = term ? `#term-${meaning.replaceAll(" ", "-")}` : "";
  const shown = term ? link(`book/glossary.html${anchor}`, says) : make("b", { textContent: says });
  return make(
    "li",
    { className: "ls-led" },
    make("span", { className: "ls-kind", textContent: texts.abbreviation }),
    shown,
  );
}

function searchPage(texts, rules) {
  const box = /** @type {HTMLInputElement} */ (document.querySelector("#ls-search"));
  const said = document.querySelector("#search-count");
  const list = document.querySelector("#search-results");
  const more = /** @type {HTMLButtonElement} */ (document.querySelector("#search-more"));
  const plural = new Intl.PluralRules(document.documentElement.lang);
  let run = 0;
  let timer;

  const linesFrom = (found, from) =>
    Promise.all(found.results.slice(from, from + SHOWN).map((each) => resultLine(each, found, { texts, rules })));
  function offerMore(found, from, own) {
    more.hidden = from >= found.results.length;
    more.onclick = async () => {
      more.onclick = null;
      const lines = await linesFrom(found, from);
      if (own !== run) return;
      list.append(...lines);
      offerMore(found, from + SHOWN, own);
      lines[0]?.querySelector("a").focus();
    };
  }
  async function look() {
    const own = ++run;
    const words = box.value.trim();
    more.hidden = true;
    if (!words) {
      list.replaceChildren();
      said.textContent = "";
      return;
    }
    said.textContent = texts.looking;
    const found = await find(words, { parts, rules, abbreviations: texts.abbreviations }).catch(() => undefined);
    const lines = found
      ? [
        ...found.short.map((each) => shortLine(each, found, texts)),
        ...found.led.map((each) => ledLine(each, found, texts)),
      ]
      : [];
    const count = (found?.results.length ?? 0) + lines.length;
    // The list and what is said of it change together.
    const results = found ? await linesFrom(found, 0) : [];
    if (own !== run) return;
    list.replaceChildren(...lines, ...results);
    if (found) offerMore(found, SHOWN, own);
    if (found === undefined) said.textContent = texts.failed;
    else if (!count) said.textContent = fill(texts.nothing, { words });
    else said.textContent = fill(texts.found[plural.select(count)] ?? texts.found.other, { count, words });
  }
  function seek() {
    clearTimeout(timer);
    const address = new URL(location.href);
    address.searchParams.set("q", box.value);
    try {
      history.replaceState(null, "", address);
    } catch {
      // A folder opened by double click may keep its address.
    }
    look();
  }
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(seek, PAUSE);
  });
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    seek();
  });
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  look();
}

export default searchPage;
