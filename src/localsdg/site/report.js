// The page "Report an error": puts what was typed into one text, to be copied, printed or sent by the learner's own
// mail program. Nothing is sent by the page itself. The build adds the call with the version of the course.
// deno-lint-ignore no-unused-vars
const localsdgReport = (version) => {
  const form = document.querySelector(".ls-report");
  const text = form.querySelector("output");
  const fields = [...form.querySelectorAll("textarea, input")];
  const asked = new URLSearchParams(location.search).get("page");
  if (asked) form.elements.page.value = asked;

  function write() {
    const lines = fields.map((field) => `${field.labels[0].textContent}\n${field.value.trim() || "-"}`);
    text.textContent = [document.title, version, ...lines].join("\n\n");
    const [subject, body] = [document.title, text.textContent].map(encodeURIComponent);
    form.querySelector("a").href = `mailto:?subject=${subject}&body=${body}`;
  }
  async function copy({ target }) {
    getSelection().selectAllChildren(text);
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch {
      document.execCommand("copy"); // over plain http there is no clipboard for scripts
    }
    target.textContent = target.dataset.done;
  }
  form.addEventListener("input", write);
  form.querySelector("[data-copy]").addEventListener("click", copy);
  form.querySelector("[data-print]").addEventListener("click", () => print());
  form.querySelector("[hidden]").hidden = false;
  write();
};
