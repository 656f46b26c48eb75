// A button beside each block of code copies it. Over plain http, as from a trainer's laptop, browsers give scripts no
// clipboard: there the text is selected and copied, as a person would do it.
// The build adds the call with the words of the catalogue.
// deno-lint-ignore no-unused-vars
const localsdgCopy = (words) => {
  const SHOWN = 2000; // milliseconds
  async function copy(code) {
    try {
      await navigator.clipboard.writeText(code.innerText);
    } catch {
      getSelection().selectAllChildren(code);
      document.execCommand("copy");
      getSelection().removeAllRanges();
    }
  }
  for (const code of document.querySelectorAll("div.highlight-ipython3 pre")) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "ls-copy", textContent: words.copy });
    button.addEventListener("click", async () => {
      await copy(code);
      button.textContent = words.copied;
      setTimeout(() => (button.textContent = words.copy), SHOWN);
    });
    code.parentNode.append(button);
  }
};
