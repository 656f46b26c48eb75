// The files of a review. They are made from the record when somebody saves one.
import { CATALOGUE } from "./facts.js";
import { calendarText, csvText, jsonText, openSdg, page } from "./model.js";
import { RECOMPUTE } from "./recompute.js";
import { word } from "./word.js";
import { zipped } from "./zip.js";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

export const pageOf = (review) => page(review, CATALOGUE);

// All files of the folder that localsdg review writes, as one archive.
async function archive(review) {
  const data = Object.fromEntries(openSdg(review).map(({ path, text }) => [`open-sdg/${path}`, text]));
  const files = {
    "review.docx": await word(review, CATALOGUE),
    "review.html": pageOf(review),
    "review.json": jsonText(review),
    "annex.csv": csvText(review),
    "recompute.py": RECOMPUTE,
    "next-steps.ics": calendarText(review),
  };
  return zipped({ ...files, ...data }, review.made);
}

const FILES = {
  word: { stem: "review", ending: "docx", type: DOCX, make: (review) => word(review, CATALOGUE) },
  html: { stem: "review", ending: "html", type: "text/html", make: pageOf },
  annex: { stem: "annex", ending: "csv", type: "text/csv", make: csvText },
  calendar: { stem: "next-steps", ending: "ics", type: "text/calendar", make: calendarText },
  all: { stem: "review", ending: "zip", type: "application/zip", make: archive },
};

// kind: "word", "html", "annex", "calendar" or "all". Gives { stem, ending, type, content }, the content as bytes.
export const fileOf = async (kind, review) => {
  const { make, ...about } = FILES[kind];
  const content = await make(review);
  return { ...about, content: typeof content === "string" ? new TextEncoder().encode(content) : content };
};
