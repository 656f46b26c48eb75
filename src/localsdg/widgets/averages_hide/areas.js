// The list of areas with their numbers. What stands in it comes when it is opened: a city has many areas.
import { bring } from "../kit/bring.js";
import { h } from "../kit/kit.js";
import { newArea } from "./entry.js";
import { MOST_AREAS } from "./limits.js";

// owner: changed(), record(), mark(id).
export function areasPart(strings, owner) {
  const inside = h("div");
  const body = h("details.fold", { ontoggle: build }, h("summary", null, strings.areas), inside);
  let areas = [];
  let seen;
  let list;
  let coming;

  function build() {
    if (!body.open) return;
    if (list) return list.build(areas, seen);
    coming ??= bring("averages_hide_area_list").then(({ areaList, strings: own }) => {
      list = areaList({ ...strings, ...own }, { ...owner, remove, add: () => add([newArea()], true) });
      inside.replaceChildren(...list.elements);
      build();
    }).catch((fault) => {
      coming = undefined;
      console.error(fault);
      inside.replaceChildren(h("p", null, strings.part_lost));
    });
  }
  function put(given, open = body.open) {
    areas = given.map((area) => ({ ...area }));
    list?.clear();
    body.open = open;
    build();
  }
  function add(added, typed) {
    put([...areas, ...added.slice(0, MOST_AREAS - areas.length)], true);
    owner.changed();
    if (typed) list.focus(areas.length - 1);
    owner.record();
  }
  function remove(area) {
    const at = areas.indexOf(area);
    put(areas.filter((each) => each !== area));
    owner.changed();
    list.focus(at);
    owner.record();
  }
  return {
    element: body,
    areas: () => areas,
    put,
    add,
    room: () => MOST_AREAS - areas.length,
    // result: what others may see of the areas.
    paint(result) {
      seen = result;
      list?.paint(seen);
    },
  };
}
