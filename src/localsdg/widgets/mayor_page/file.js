// A part of the page as one HTML file that opens anywhere: its own sheet of style, no script, nothing to load.
import { download, language } from "../kit/kit.js";

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
// Of this exercise the sheet lies in the page, also where the page was opened from a folder.
const ownSheet = () =>
  [...document.querySelectorAll("style")].map(({ textContent }) => textContent ?? "").find((text) =>
    text.includes(".ls-mayor-page")
  ) ?? "";

// In the file the part stands alone, so its headings begin with the first. A file of HTML cannot hold the sign of code
// 0.
function fileText(element, title, direction) {
  const inside = element.outerHTML.replace(/<(\/?)h([45])\b/g, (_, end, level) => `<${end}h${level - 3}`)
    .replaceAll("\0", "\ufffd");
  return `<!doctype html>
<html lang="${language()}" dir="${direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${ownSheet().replaceAll("</", "<\\/")}</style>
<body class="ls ls-mayor-file">
<main>${inside}</main>
</body>
</html>
`;
}

// Named after the town, as the file of the workbook is.
export function saveFile(element, title, stem) {
  const words = title.normalize("NFC").toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean).join("-");
  const name = `${[stem, [...words].slice(0, 40).join("")].filter(Boolean).join("-")}.html`;
  const direction = getComputedStyle(element).direction;
  download(name, fileText(element, title, direction), "text/html");
  return name;
}
