// From answers about work and time to a path through the lessons; the same rule as localsdg.course.needs.propose.
// lessons: [{ lesson, minutes }] in the order of the course.
export function propose(answers, questions, lessons) {
  const points = {};
  const because = {};
  let time = Infinity;
  for (const { id, options } of questions) {
    for (const option of options.filter((each) => [answers[id]].flat().includes(each.id))) {
      time = option.minutes ?? time;
      for (const [lesson, weight] of Object.entries(option.leads ?? {})) {
        points[lesson] = (points[lesson] ?? 0) + weight;
        because[lesson] = [...new Set([...(because[lesson] ?? []), id])];
      }
    }
  }
  const spokenFor = lessons.filter(({ lesson }) => points[lesson]);
  const taken = new Set();
  let total = 0;
  for (const { lesson, minutes } of [...spokenFor].sort((one, other) => points[other.lesson] - points[one.lesson])) {
    if (taken.size && total + minutes > time) continue;
    taken.add(lesson);
    total += minutes;
  }
  const steps = spokenFor.map(({ lesson }) => ({ lesson, points: points[lesson], because: because[lesson] }));
  return {
    now: steps.filter(({ lesson }) => taken.has(lesson)),
    later: steps.filter(({ lesson }) => !taken.has(lesson)),
    minutes: total,
  };
}
