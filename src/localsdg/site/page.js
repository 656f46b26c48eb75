// What a page does; it takes the place of the theme's script, which is heavier. Without it, the menu opens all the same
// (it is a popover of the browser), the list of sections unfolds by hand, and a word of the glossary is a link.
// The build adds the call with the words of the catalogue.
// deno-lint-ignore no-unused-vars
const localsdgPage = (words) => {
  const find = (selector) => document.querySelector(selector);
  const root = document.documentElement;
  const WIDE = matchMedia("(width >= 79em)"); // as in page.css
  const NARROW = matchMedia("(width <= 63em)");
  const LATER = 3000; // milliseconds after the page and all it needs
  const canPop = "showPopover" in HTMLElement.prototype;

  // The button that changes the colours, with one icon for each state; the sheet shows the one that fits. The classes
  // stand here whole, since the build looks for them when it leaves out rules of the theme.
  function makeThemeButton(place) {
    const rays = "M12 2v3M12 19v3M2 12h3M19 12h3";
    const circle = '<circle cx="12" cy="12" r="4.5"/>';
    const half = (sweep) => `${circle}<path fill="currentColor" d="M12 7.5a4.5 4.5 0 0 ${sweep} 0 9z"/>`;
    const icons = {
      "theme-icon-when-auto-light": `<path d="${rays}"/>${half(1)}`,
      "theme-icon-when-auto-dark": `<path d="${rays}"/>${half(0)}`,
      "theme-icon-when-dark": '<path d="M20 14A8.5 8.5 0 1 1 10 4a7 7 0 0 0 10 10z"/>',
      "theme-icon-when-light": `<path d="${rays}"/>${circle}`,
    };
    const drawn = Object.entries(icons).map(([name, strokes]) =>
      `<svg class="${name}" viewBox="0 0 24 24">${strokes}</svg>`
    );
    const button = document.createElement("button");
    Object.assign(button, { className: "theme-toggle", ariaLabel: words.theme, innerHTML: drawn.join("") });
    button.addEventListener("click", changeTheme);
    place.append(button);
  }

  // Colours as the system has them, then the other ones, then the system's for good.
  function changeTheme() {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const order = dark ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    const next = order[(order.indexOf(document.body.dataset.theme) + 1) % 3];
    document.body.dataset.theme = next;
    try {
      localStorage.setItem("theme", next);
    } catch {
      // A browser that keeps nothing: the colours hold for this page.
    }
  }

  // The way back to the top shows while one scrolls up; the section in sight is marked in the list.
  function followScroll(links) {
    const sections = links.map((link) => document.getElementById(link.hash.slice(1)));
    let before = 0;
    let waiting = false;
    function look() {
      waiting = false;
      root.classList.toggle("show-back-to-top", scrollY > 64 && scrollY < before);
      before = scrollY;
      const atEnd = scrollY > 0 && scrollY + innerHeight >= root.scrollHeight - 1;
      const begun = (section) => section.getBoundingClientRect().top < 130;
      const present = atEnd ? links.length - 1 : sections.findLastIndex(begun);
      links.forEach((link, place) => (link.ariaCurrent = place === present ? "true" : null));
    }
    addEventListener("scroll", () => {
      if (!waiting) requestAnimationFrame(look);
      waiting = true;
    }, { passive: true });
    // After the first picture: where things are would else be worked out twice.
    requestAnimationFrame(() => setTimeout(look));
  }

  // The menu of a small screen.
  function prepareMenu(menu, button) {
    button.ariaExpanded = "false";
    menu.addEventListener("toggle", ({ newState }) => (button.ariaExpanded = String(newState === "open")));
    // Whoever leaves it, or has chosen, is done with it: it would lie over what has the focus.
    menu.addEventListener("focusout", ({ relatedTarget: next }) => {
      if (next && next !== button && !menu.contains(next)) menu.hidePopover();
    });
    menu.addEventListener("click", ({ target }) => target.closest("a") && menu.hidePopover());
    NARROW.addEventListener("change", () => menu.hidePopover());
  }

  // "On this page": open where it stands in the margin.
  function prepareSections(list) {
    const unfold = () => (list.open = WIDE.matches);
    WIDE.addEventListener("change", unfold);
    unfold();
    list.addEventListener("click", ({ target }) => target.closest("a") && unfold());
  }

  // A link to a section leads there, although exercises above it grow while they are built: with the next picture, and
  // so before the reader sees it, the section is put back to its place, until the reader moves or all stand.
  function land() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    let moved = false;
    const go = () => moved || target.scrollIntoView({ behavior: "instant" });
    const built = new MutationObserver(() => requestAnimationFrame(go));
    built.observe(find("article"), { childList: true, subtree: true });
    go();
    const stop = () => built.disconnect();
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(kind, () => (stop(), moved = true), { passive: true });
    }
    addEventListener("widgets-started", () => setTimeout(stop, 500));
  }

  // A word of the glossary: what it means appears beside it. Escape closes it and leads back, as with every popover.
  const box = document.createElement("div");
  Object.assign(box, { className: "ls-meaning", popover: "auto", tabIndex: -1, role: "dialog" });
  function explain(event) {
    const link = event.target.closest("a.ls-term, a.ls-code");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches(".ls-code")) return explainTarget(event, link);
    if (link.dataset.says) {
      event.preventDefault();
      tell(link, link.dataset.says);
    } else if (globalThis.localsdgBring) {
      event.preventDefault();
      const leave = () => (location.href = link.href);
      globalThis.localsdgBring("later/meanings.js").then(({ meanings }) => {
        const says = meanings[decodeURIComponent(link.hash.slice(1))];
        if (says) tell(link, says);
        else leave();
      }, leave);
    }
  }

  function tell(link, says) {
    box.ariaLabel = link.textContent;
    const meaning = document.createElement("p");
    meaning.textContent = says;
    const more = document.createElement("a");
    Object.assign(more, { href: link.href, textContent: words.glossary });
    box.replaceChildren(meaning, more);
    link.after(box);
    const { left, bottom } = link.getBoundingClientRect();
    box.style.setProperty("--left", `${left + scrollX}px`);
    box.style.insetBlockStart = `${bottom + scrollY + 4}px`;
    box.showPopover();
    box.focus();
    box.scrollIntoView({ block: "nearest" });
  }

  // The code of a target: what it asks is brought.
  function explainTarget(event, link) {
    if (!globalThis.localsdgBring) return;
    event.preventDefault();
    globalThis.localsdgBring("target_chip").then(
      (brought) => brought.explain(link, brought.strings),
      () => (location.href = link.href),
    );
  }

  // The lessons that are finished by the person to whom this tab belongs: see whose.js.
  function finished() {
    try {
      const [time, key] = sessionStorage.getItem("localsdg.here").split(" ");
      if (Date.now() - Number(time) > 30 * 60_000) return [];
      const { lessons } = JSON.parse(localStorage.getItem(key));
      return Object.keys(lessons).filter((number) => lessons[number].progress?.done?.value === true);
    } catch {
      return []; // nobody is here, the browser keeps nothing, or the workbook cannot be read
    }
  }
  // The list of all pages. Only the home page has it in its HTML, for readers without scripts: it would weigh on each.
  function makeMenu(place) {
    const { page } = place.dataset;
    const line = ([name, title]) => {
      const link = Object.assign(document.createElement("a"), { className: "reference", textContent: title });
      link.setAttribute("href", name === page ? "#" : `${root.dataset.content_root}${name}.html`);
      const item = document.createElement("li");
      item.append(link);
      if (name === page) item.className = "current current-page";
      return item;
    };
    const part = ([caption, pages]) => {
      const list = document.createElement("ul");
      list.append(...pages.filter(([, , below]) => !below || page.startsWith(below)).map(line));
      if (!caption) return [list];
      const title = Object.assign(document.createElement("p"), { className: "caption" });
      title.append(Object.assign(document.createElement("span"), { className: "caption-text", textContent: caption }));
      return [title, list];
    };
    place.replaceWith(...words.menu.flatMap(part));
  }

  // What is finished has a tick in the menu.
  function tick() {
    const numbers = finished();
    for (const link of document.querySelectorAll(".sidebar-tree a")) {
      link.querySelector(".ls-done")?.remove();
      const [number] = link.textContent.match(/^\d+\.\d+/) ?? [];
      if (!numbers.includes(number)) continue;
      const mark = document.createElement("span");
      mark.className = "ls-done";
      mark.innerHTML = ' ✓<span class="ls-unseen"> </span>';
      mark.lastChild.append(words.finished);
      link.append(mark);
    }
  }

  // A heading leads to itself, so that its address can be copied. Written into every page, these links would weigh.
  function linkHeading(heading) {
    heading.insertAdjacentHTML("beforeend", `<a class="headerlink" href="#${heading.parentElement.id}">¶</a>`);
  }

  // On a site that is served, what was seen stays on this device: see worker.js. It is asked for when all else stands.
  async function stay() {
    const base = root.dataset.content_root;
    const workers = navigator.serviceWorker;
    const { scope } = await workers.register(`${base}worker.js`);
    for (const [rel, file] of [["manifest", "manifest.json"], ["apple-touch-icon", "_static/icon-192.png"]]) {
      document.head.append(Object.assign(document.createElement("link"), { rel, href: base + file }));
    }
    if (!workers.controller) {
      const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
      (await workers.ready).active.postMessage([location.href, ...fetched]);
    }
    if (find(".ls-keep") || !await caches.has(`localsdg whole ${scope}`)) return;
    document.head.append(Object.assign(document.createElement("script"), { src: `${base}_static/${words.keep}` }));
  }

  const place = find(".sidebar-tree > noscript");
  if (place) makeMenu(place);
  tick();
  for (const event of ["workbook-kept", "storage", "pageshow"]) addEventListener(event, tick);
  document.querySelectorAll(".theme-toggle-container").forEach(makeThemeButton);
  document.querySelectorAll("article section[id] > :is(h1, h2, h3)").forEach(linkHeading);
  followScroll([...document.querySelectorAll(".ls-here a")]);
  if (canPop) {
    prepareMenu(find("#ls-menu"), find(".nav-overlay-icon"));
    find("article").addEventListener("click", explain);
  }
  const sections = find(".ls-here > details");
  if (sections) prepareSections(sections);
  if (performance.getEntriesByType("navigation")[0]?.type === "navigate") land();
  if (navigator.serviceWorker && location.protocol !== "file:") {
    addEventListener("load", () => setTimeout(() => stay().catch(() => {}), LATER));
  }
};
