// Shows under each result of the search what the page is about. Sphinx would fetch every page for that, which is heavy
// and not possible in a folder opened by double click.
// On the document, as Sphinx does, and before it: what is set here holds for its first search.
document.addEventListener("DOMContentLoaded", () => {
  // Who looks for the name of a goal wants the goal, not the pages that have its words somewhere.
  Scorer.score = ([page, , section, , score]) => (page === "book/reference/goals" && section ? score + 100 : score);
  const descriptions = JSON.parse(document.getElementById("ls-descriptions").textContent);
  const root = new URL(document.documentElement.dataset.content_root, location.href).href;
  const results = document.getElementById("search-results");
  new MutationObserver(() => {
    for (const link of results.querySelectorAll("li:not([data-described]) > a")) {
      link.parentElement.dataset.described = "";
      const page = link.href.slice(root.length).replace(/\.html(#.*)?$/, "");
      const text = document.createElement("p");
      text.className = "context";
      text.textContent = descriptions[page] ?? "";
      link.parentElement.append(text);
    }
  }).observe(results, { childList: true, subtree: true });
});
