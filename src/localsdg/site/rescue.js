// Stands in the page itself, since any file may be lost: the paper form of a widget takes the place of one that did not
// start. The host uses it for a single widget; without the host, it is used for all.
function localsdgPaper(view) {
  const form = view.parentNode.querySelector("noscript:not([hidden])");
  if (!form) return;
  form.hidden = true;
  form.insertAdjacentHTML("afterend", form.textContent);
}
(() => {
  const lost = () => {
    if (document.documentElement.dataset.widgets) return;
    document.querySelectorAll("[type*=widget-view]").forEach(localsdgPaper);
  };
  addEventListener("load", lost);
  setTimeout(lost, 20000);
})();
