// What a page does beyond the script of the theme. Without it, the menu opens all the same (it is a popover of the
// browser), the list of sections unfolds by hand, and a word of the glossary is a link to the glossary.
// The build adds the call with the words of the catalogue.
// deno-lint-ignore no-unused-vars
const localsdgPage = (words) => {
  const find = (selector) => document.querySelector(selector);
  const WIDE = matchMedia("(width >= 79em)"); // as in page.css
  const NARROW = matchMedia("(width <= 63em)");
  const HIDDEN = 3000; // milliseconds at most
  const canPop = "showPopover" in HTMLElement.prototype;

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

  // "On this page": open where it stands in the margin; the theme's script finds the section in sight.
  function prepareSections(list) {
    const unfold = () => (list.open = WIDE.matches);
    WIDE.addEventListener("change", unfold);
    unfold();
    document.addEventListener("gumshoeActivate", ({ detail }) => (detail.link.ariaCurrent = "true"));
    document.addEventListener("gumshoeDeactivate", ({ detail }) => (detail.link.ariaCurrent = null));
    list.addEventListener("click", ({ target }) => target.closest("a") && unfold());
  }

  // A link to a section leads there, although exercises above it grow later: until the reader moves, or all
  // stand. While they are built, the text is not seen, as it would jump.
  function land() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const article = find("article");
    const go = () => target.scrollIntoView({ behavior: "instant" });
    const growing = new ResizeObserver(go);
    growing.observe(article);
    let moved = false;
    const stop = () => {
      growing.disconnect();
      moved = true;
    };
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(kind, stop, { once: true, passive: true });
    }
    if (!find('script[type*="widget-state"]')) return;
    const show = () => {
      article.style.visibility = "";
      if (!moved) go();
      setTimeout(stop, 500);
    };
    article.style.visibility = "hidden";
    addEventListener("widgets-started", show);
    setTimeout(show, HIDDEN);
  }

  // A word of the glossary: what it means appears beside it. Escape closes it and leads back, as with every popover.
  const box = document.createElement("div");
  Object.assign(box, { className: "ls-meaning", popover: "auto", tabIndex: -1, role: "dialog" });
  function explain(event) {
    const link = event.target.closest(".ls-term");
    if (!link?.dataset.says || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    box.ariaLabel = link.textContent;
    const meaning = document.createElement("p");
    meaning.textContent = link.dataset.says;
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

  if (canPop) {
    prepareMenu(find("#ls-menu"), find(".nav-overlay-icon"));
    find("article").addEventListener("click", explain);
  }
  const sections = find(".ls-here > details");
  if (sections) prepareSections(sections);
  if (performance.getEntriesByType("navigation")[0]?.type === "navigate") land();
};
