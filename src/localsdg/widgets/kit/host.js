// Runs the course's widgets on a built page: from the state embedded in it, with no kernel and no network. A classic
// script, because module scripts do not load from a folder opened by double click.

// The part of an anywidget model that works without a kernel.
class LocalsdgModel {
  constructor(state) {
    this.state = state;
    this.listeners = {};
  }
  get(key) {
    return this.state[key];
  }
  set(key, value) {
    this.state[key] = value;
    for (const listener of this.listeners[`change:${key}`] ?? []) listener();
  }
  on(event, listener) {
    (this.listeners[event] ??= []).push(listener);
  }
  save_changes() {}
}

// What is rarely needed comes when it is: a module by its name, with its texts.
function bringer(factories, load) {
  const home = /** @type {HTMLScriptElement} */ (document.currentScript).src || location.href;
  function fetched(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const src = new URL(localsdg.later[name] ?? name, home).href;
      document.head.append(Object.assign(script, { src, onload: resolve, onerror: reject }));
    });
  }
  return async function bring(name) {
    if (!factories[name]) await fetched(name);
    for (const need of factories[name].needs) await bring(need);
    return { strings: factories[name].strings, ...load(name) };
  };
}

// Whether a workbook of this browser may be of an earlier version of the course.
function holdsEarlier() {
  try {
    return Object.keys(localStorage).some((key) =>
      key.startsWith("localsdg.workbook") && /"version": ?[12]\b/.test(localStorage[key])
    );
  } catch {
    return false;
  }
}

// A widget that fails takes nothing else of the page with it: its paper form comes instead.
async function attempt(work, instead = () => {}) {
  try {
    await work();
  } catch (error) {
    console.error(error);
    instead();
  }
}

// How far the reader is from an exercise: the nearest comes first, as after a link to a section, and of two in sight
// the upper one. At the upper edge lie the bar of the page and the end of the section before.
function away(view) {
  const { top, bottom } = view.parentElement.getBoundingClientRect();
  return Math.max(top - innerHeight, innerHeight / 8 - bottom, 0);
}

const localsdg = (() => {
  const factories = {};
  const loaded = {};

  function define(name, needs, factory, strings, style) {
    factories[name] = { needs, factory, strings };
    if (style) document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  }
  function load(name) {
    if (!loaded[name]) {
      const { needs, factory } = factories[name];
      loaded[name] = factory(...needs.map(load));
    }
    return loaded[name];
  }

  globalThis.localsdgBring = bringer(factories, load);

  // The usual texts come with the scripts, a widget's own before the kit's, and those before the texts of others; the
  // page holds what differs.
  function modelOf(state) {
    const usual = [...Object.values(factories), factories.kit, factories[state.module]].map(({ strings }) => strings);
    return new LocalsdgModel({ ...state, strings: Object.assign({}, ...usual, state.strings) });
  }

  // What a widget can make after all widgets stand, because nobody sees it yet: one piece after another, or at once
  // when the page is printed.
  const waiting = [];
  const later = (work) => waiting.push(work);
  addEventListener("beforeprint", () => {
    while (waiting.length) attempt(waiting.shift());
  });

  async function show(view, model) {
    const el = Object.assign(document.createElement("div"), { className: "ls" });
    const widget = load(model.state.module).default;
    await breath();
    widget.render({ model: modelOf(model.state), el, page: true, later });
    view.after(el);
    // The network was slow, and the paper form stood here already.
    const paper = el.nextElementSibling?.nextElementSibling;
    if (paper?.matches("noscript + .ls")) paper.remove();
  }

  // One piece of work after another, so that a slow phone can scroll and tap in between.
  const breath = () => new Promise((resolve) => setTimeout(resolve));
  async function start() {
    const state = document.querySelector("[type*=widget-state]");
    if (!state) return;
    await breath();
    const models = JSON.parse(state.textContent).state;
    if (holdsEarlier()) await globalThis.localsdgBring("earlier").catch(console.error);
    const views = [...document.querySelectorAll("[type*=widget-view]")];
    while (views.length) {
      const view = views.sort((one, other) => away(one) - away(other)).shift();
      const model = models[JSON.parse(view.textContent).model_id];
      await attempt(() => show(view, model), () => globalThis.localsdgPaper(view));
      await breath();
    }
    while (waiting.length) {
      attempt(waiting.shift());
      await breath();
    }
    const end = document.querySelector(".ls-end");
    if (end) attempt(() => load("lesson_end").default(end, modelOf({ module: "lesson_end" }).get("strings")));
    document.documentElement.dataset.widgets = "started";
    dispatchEvent(new Event("widgets-started"));
  }

  document.documentElement.dataset.widgets = "starting";
  addEventListener("DOMContentLoaded", start);
  return { define, later: {} };
})();

// Paper cannot be unfolded: open the table twins of long worksheets and the analyst corner before printing, and fold
// them again after.
(() => {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    const folded = document.querySelectorAll(":is(.ls-long details, .ls-fold):not([open])");
    opened = /** @type {HTMLDetailsElement[]} */ ([...folded]);
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
})();
