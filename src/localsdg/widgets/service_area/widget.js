// Widget "Service area": who lives within reach in a drawn city, and inside which boundary. The city is large, so that
// it is fetched when one gets near it.
import { bring } from "../kit/bring.js";
import { frame, h } from "../kit/kit.js";
import { worksheet } from "../kit/worksheet.js";

const NEAR = "600px"; // above and below the screen

// A model whose texts are those that came with the city.
function withTexts(model, texts) {
  return {
    get: (name) => (name === "strings" ? { ...model.get(name), ...texts } : model.get(name)),
    set: (name, value) => model.set(name, value),
    on: (event, listener) => model.on(event, listener),
    save_changes: () => model.save_changes(),
  };
}

function render(view) {
  const { el, model } = view;
  const strings = model.get("strings");
  const trouble = h("p.status", { role: "status" });
  const button = h("button", { type: "button", onclick: open }, strings.open);
  const sheet = h("div.print", null, h("p", null, strings.sheet_early), ...worksheet(strings));
  const closed = frame("", 11, strings.title, strings.lead, sheet, h("p.screen", null, button), trouble);
  const watcher = new IntersectionObserver(
    (entries) => entries.some(({ isIntersecting }) => isIntersecting) && open(),
    {
      rootMargin: `${NEAR} 0px`,
    },
  );
  async function open() {
    watcher.disconnect();
    try {
      const { renderCity, strings: texts } = await bring("service_area_whole");
      if (!closed.isConnected) return;
      const hadFocus = closed.contains(document.activeElement);
      closed.remove();
      renderCity({ ...view, model: withTexts(model, texts) });
      if (hadFocus) el.querySelector("button, input")?.focus();
    } catch (fault) {
      console.error(fault);
      trouble.textContent = strings.not_loaded;
    }
  }
  el.append(closed);
  watcher.observe(closed);
}

export default { render };
