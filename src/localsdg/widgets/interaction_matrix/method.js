// Influence, dependence, roles and conflicts of a matrix of interactions; the same as localsdg.localizing.interactions.
// Rounded, so that equal sums stay equal in every order of the targets.
const rounded = (value) => Math.round(value * 1e9) / 1e9 + 0;
const sum = (values) => values.reduce((all, value) => all + value, 0);

// scores[row][column] says what the row does to the column; the diagonal counts as zero. With a weight above zero, ways
// over one other target count too: W + weight W W.
export function interactions(scores, weight) {
  const places = scores.map((_, index) => index);
  const direct = places.map((row) => places.map((column) => (row === column ? 0 : scores[row][column])));
  const over = (row, middle, column) => direct[row][middle] * direct[middle][column];
  const matrix = places.map((row) =>
    places.map((
      column,
    ) => (row === column
      ? 0
      : rounded(direct[row][column] + weight * sum(places.map((middle) => over(row, middle, column)))))
    )
  );
  const influence = matrix.map((row) => rounded(sum(row)));
  const dependence = places.map((column) => rounded(sum(matrix.map((row) => row[column]))));
  const mean = (values) => rounded(sum(values) / values.length);
  const role = places.map((place) => {
    const strong = influence[place] >= mean(influence);
    const driven = dependence[place] >= mean(dependence);
    return strong ? (driven ? "linked" : "lever") : driven ? "result" : "apart";
  });
  const pairs = places.flatMap((row) => places.filter((column) => column !== row).map((column) => ({ row, column })));
  const conflicts = pairs
    .map(({ row, column }) => ({ row, column, score: direct[row][column], mutual: direct[column][row] < 0 }))
    .filter(({ score }) => score < 0)
    .sort((one, other) => one.score - other.score);
  return { matrix, influence, dependence, role, top: influence.indexOf(Math.max(...influence)), conflicts };
}

// The strongest way over one other target between two that have no direct link; null if there is none.
export function hiddenWay(scores) {
  let found = null;
  scores.forEach((line, row) =>
    line.forEach((direct, column) => {
      if (row === column || direct) return;
      scores.forEach((_, over) => {
        const points = over === row || over === column ? 0 : scores[row][over] * scores[over][column];
        if (Math.abs(points) > Math.abs(found?.points ?? 0)) found = { row, over, column, points };
      });
    })
  );
  return found;
}
