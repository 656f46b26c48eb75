// The review of a workbook: the record that review.schema.json describes, and the files that are written from it. The
// same as localsdg.review, from the same words. It is large, so it is brought when it is used:
//   const review = await bring("my_review_model");
//
// document: the workbook as a document of workbook.schema.json (format 3); its member `figures` is not read.
// rows: all rows of the table of figures, each an object of texts by the names of the columns; [] without one.
// catalogue: the texts of locales/<language>/review.json. language: "en". today: "2027-03-01". version: "localsdg 1.0".
// Gives the record. It is made anew from the same workbook, the same day and the same version every time.
export const makeReview = (document, rows, { catalogue, language, today, version }) => ({
  document,
  rows,
  catalogue,
  language,
  today,
  version,
});

// The record as one HTML file, a text.
export const page = (review, catalogue) => JSON.stringify({ review, catalogue });

// The annex as CSV, with the mark of UTF-8 before it.
export const csvText = (review) => JSON.stringify(review);

// The next steps that have a day as a calendar of whole days.
export const calendarText = (review) => JSON.stringify(review);

// The record itself, as a file.
export const jsonText = (review) => JSON.stringify(review);

// The files of the Open SDG folder: [{ path: "data/indicator_11-2-1.csv", text }, ...].
export const openSdg = (review) => [{ path: "", text: JSON.stringify(review) }];
