// The next lesson of a path that is not finished: after the present one, else before it. path: numbers of lessons;
// lessons: [{ lesson }] in the order of the course.
export function nextLesson(path, here, lessons, finished) {
  const place = (number) => lessons.findIndex(({ lesson }) => lesson === number);
  const open = path.filter((lesson) => lesson !== here && !finished(lesson));
  return lessons[place(open.find((lesson) => place(lesson) > place(here)) ?? open[0])];
}
