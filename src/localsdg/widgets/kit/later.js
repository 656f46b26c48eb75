// Parts that are brought when they are first used, because they are large and most pages do not need them.
import { h } from "./kit.js";

const given = (name) => globalThis.localsdgGiven?.(name);

// Brings a part by the name of its file, such as "table_check_method.js": { part, strings }, what the module exports and
// its texts. In Jupyter it is there already; a page loads a script that lies beside its others, also without a network.
export function bring(file) {
  const name = file.slice(0, -".js".length);
  if (given(name)) return Promise.resolve(given(name));
  const host = /** @type {HTMLScriptElement} */ (document.querySelector('script[src*="localsdg/host.js"]'));
  return new Promise((resolve, reject) => {
    const src = host.src.replace(/host\.js.*$/, file);
    // A browser that is too old for a script loads it and does not run it.
    const onload = () => (given(name) ? resolve(given(name)) : reject(new Error(`${file} does not run here`)));
    document.head.append(h("script", { src, onload, onerror: reject }));
  });
}
