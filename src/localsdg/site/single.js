// A lesson that is one file: it says whether this browser keeps answers, saves the workbook and takes one in, and its
// links lead to other such files. The build adds the call with the words of the catalogue, the address that the page
// has in the site, and the names of the files by the pages that they hold.
// deno-lint-ignore no-unused-vars
const localsdgSingle = (words, page, names) => {
  const place = document.querySelector(".ls-single");
  const [status, done] = place.querySelectorAll("[role=status]");
  const SITE = "file:///site/"; // any address: only what follows it counts

  // Parts that a page of the site would fetch are held in the file.
  for (const held of document.querySelectorAll("script[data-later]")) {
    const get = () => URL.createObjectURL(new Blob([held.textContent], { type: "text/javascript" }));
    Object.defineProperty(localsdg.later, held.dataset.later, { get });
  }

  // On a web server or in a learning platform nothing lies beside it that would keep a whole site on this device.
  Object.defineProperty(navigator, "serviceWorker", { value: undefined });

  // Links that exercises make know the folders of the site.
  function lead({ target }) {
    const link = target.closest?.("a[href]");
    const href = link?.getAttribute("href") ?? "";
    if (!href.startsWith("../")) return;
    const { pathname, hash } = new URL(href.replace(/^\.\.\/site\//, SITE), SITE + page);
    const name = pathname.slice("/site/".length);
    link.setAttribute("href", (names[name] ?? `../site/${name}`) + hash);
  }
  for (const event of ["pointerdown", "focusin", "click"]) addEventListener(event, lead, true);

  function keeps() {
    try {
      localStorage.setItem("localsdg.try", "1");
      localStorage.removeItem("localsdg.try");
      return true;
    } catch {
      return false;
    }
  }
  async function save() {
    const { downloadWorkbook, workbook } = await globalThis.localsdgBring("kit");
    done.textContent = words.saved.replace("{file}", downloadWorkbook(workbook()));
  }
  async function takeIn({ target }) {
    const [file] = target.files;
    if (!file) return;
    const { announce, check, merge, save: add } = await globalThis.localsdgBring("workbook");
    (await globalThis.localsdgBring("earlier")).readsEarlier();
    const { book } = check(await file.text());
    target.value = "";
    if (!book) return (done.textContent = words.no_workbook.replace("{file}", file.name));
    if (book.figures?.length) await (await globalThis.localsdgBring("tables")).add(book.figures);
    if (add(merge(book).book)) return location.reload();
    announce();
    done.textContent = words.taken_in;
  }

  status.textContent = keeps() ? words.keeps : words.forgets;
  place.querySelector("button").addEventListener("click", save);
  place.querySelector("input").addEventListener("change", takeIn);
  place.querySelector("[hidden]").hidden = false;
};
