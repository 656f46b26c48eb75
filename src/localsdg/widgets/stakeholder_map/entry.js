// Actors from the entry of the workbook: [name, power, interest, groups ...] by id. Earlier workbooks know an actor by
// its name.
export const actorsOf = (entry) =>
  Object.entries(entry).map(([id, rest]) => {
    const [name, power, interest, ...groups] = typeof rest[0] === "number" ? [id, ...rest] : rest;
    return { id, name, power, interest, groups };
  });
