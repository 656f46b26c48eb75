// Saving the draft as files. What the honesty check has found is said first; the files say it too.
import { counted, fill, h, number } from "../kit/kit.js";

const KINDS = ["word", "html", "annex", "calendar", "all"];

const openFindings = ({ honesty }) => honesty.filter(({ limit }) => !limit).length;

// The name of a file: what it is, of which municipality, and the day.
function nameOf(stem, ending, { made, municipality }) {
  const words = municipality.name.normalize("NFC").toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean).join(
    "-",
  );
  const place = [...words].slice(0, 40).join("").replace(/-$/, "");
  return `${[stem, place, made].filter(Boolean).join("-")}.${ending}`;
}

function offer(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// Prints the page of the file, and nothing of the course around it.
function print(content) {
  const frame = h("iframe", { srcdoc: content, title: "", "aria-hidden": "true", tabindex: -1, class: "ls-printed" });
  frame.addEventListener("load", () => {
    frame.contentWindow.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
    frame.contentWindow.print();
  });
  document.querySelectorAll(".ls-printed").forEach((each) => each.remove());
  document.body.append(frame);
}

// current(): makes sure that what was typed is in the draft, and gives { review, model }. writers(): what writes files.
export function savePart(strings, { current, writers }) {
  const open = h("p");
  const status = h("p.status", { role: "status" });
  const buttons = [];
  let busy = false;
  async function working(work) {
    if (busy) return;
    busy = true;
    status.textContent = strings.writing;
    try {
      const now = await current();
      if (now) status.textContent = await work(now);
      else status.textContent = strings.not_made;
    } catch (fault) {
      console.error(fault);
      status.textContent = strings.not_saved;
    }
    busy = false;
  }
  const save = (kind) =>
    working(async ({ review, model }) => {
      const { fileOf } = await writers();
      const { stem, ending, type, content } = await fileOf(kind, review, model);
      const name = nameOf(stem, ending, review);
      offer(name, content, type);
      const found = openFindings(review);
      const check = found ? counted(strings.saved_open, found) : "";
      return [fill(strings.saved, { file: name, size: number(Math.ceil(content.length / 1024)) }), check, strings.where]
        .filter(Boolean).join(" ");
    });
  for (const kind of KINDS) {
    const action = h(`button${kind === "word" ? ".go" : ""}`, { type: "button", onclick: () => save(kind) });
    action.append(strings.save[kind].name);
    buttons.push(h("li", null, action, h("span.small", null, ` ${strings.save[kind].says}`)));
  }
  const paper = () =>
    working(({ review, model }) => {
      print(model.page(review, model.strings));
      return strings.printing;
    });
  buttons.push(
    h(
      "li",
      null,
      h("button", { type: "button", onclick: paper }, strings.print),
      h("span.small", null, ` ${strings.print_says}`),
    ),
  );
  return {
    element: h("div.screen", null, open, h("ul.files", null, ...buttons), status),
    show(review, { isEmpty }) {
      const found = openFindings(review);
      const says = [
        isEmpty ? strings.save_empty : "",
        review.municipality.fictional ? strings.save_fictional : "",
        found ? counted(strings.save_open, found) : strings.save_clean,
        review.status.adopted ? strings.save_adopted : strings.save_draft,
      ];
      open.textContent = says.filter(Boolean).join(" ");
    },
  };
}
