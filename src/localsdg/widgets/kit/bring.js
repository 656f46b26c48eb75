// What is rarely needed comes when it is: a module of the course by its name, with its strings. On a page the host
// fetches its file, which holds what it needs too; in Jupyter a widget has the parts of its own folder with it.
/** @type {Record<string, any>} */
let here = {};
export const give = (parts) => {
  here = parts;
};

export function bring(name) {
  if (here[name]) return Promise.resolve(here[name]);
  return globalThis.localsdgBring?.(name) ?? Promise.reject(new Error(name));
}
