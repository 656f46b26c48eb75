// The files of a review. They are made from the record when somebody saves one.
import { RECOMPUTE } from "./recompute.js";
import { word } from "./word.js";
import { zipped } from "./zip.js";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

// All files of the folder that localsdg review writes, as one archive.
async function archive(review, model) {
  const data = Object.fromEntries(
    model.openSdg(review, model.strings).map(({ path, text }) => [`open-sdg/${path}`, text]),
  );
  const files = {
    "review.docx": await word(review, model.strings),
    "review.html": model.page(review, model.strings),
    "review.json": model.jsonText(review),
    "annex.csv": model.csvText(review),
    "recompute.py": RECOMPUTE,
    "next-steps.ics": model.calendarText(review),
  };
  return zipped({ ...files, ...data }, review.made);
}

const FILES = {
  word: { stem: "review", ending: "docx", type: DOCX, make: (review, model) => word(review, model.strings) },
  html: {
    stem: "review",
    ending: "html",
    type: "text/html",
    make: (review, model) => model.page(review, model.strings),
  },
  annex: { stem: "annex", ending: "csv", type: "text/csv", make: (review, model) => model.csvText(review) },
  calendar: {
    stem: "next-steps",
    ending: "ics",
    type: "text/calendar",
    make: (review, model) => model.calendarText(review),
  },
  all: { stem: "review", ending: "zip", type: "application/zip", make: archive },
};

// kind: "word", "html", "annex", "calendar" or "all". model: what has made the record, with its words as `strings`.
// Gives { stem, ending, type, content }, the content as bytes.
export const fileOf = async (kind, review, model) => {
  const { make, ...about } = FILES[kind];
  const content = await make(review, model);
  return { ...about, content: typeof content === "string" ? new TextEncoder().encode(content) : content };
};
