// Widget "Land and people": indicator 11.3.1 in both official versions, its verdict and the reason for it.
import { fill, h, radios } from "../kit/kit.js";
import { growthPicture } from "../kit/plots.js";
import { shell } from "../kit/shell.js";
import { cityLists } from "./cities.js";
import { VERSIONS } from "./limits.js";
import { assess } from "./method.js";
import { BOXES, nameOf, numberGrid, variers } from "./numbers.js";
import { perPerson, tables, verdict, worksheet } from "./picture.js";
import { ratioText } from "./words.js";

const BLANK = { ...Object.fromEntries(BOXES.map((name) => [name, ""])), place: "", period: "", version: VERSIONS[0] };
const pack = ({ place: _place, period: _period, version, ...numbers }) => ({
  ...numbers,
  version: version === BLANK.version ? null : version,
});
// What is kept of the exercise, and how.
const KEPT = {
  goal: 11,
  plain: true,
  lesson: "3.2",
  part: "land",
  blank: BLANK,
  pack,
  unpack: (entry) => ({ ...BLANK, ...entry }),
  marked: (name) => name !== "version",
};

// Which version of the formula counts; each carries its own result.
function versionChoice(strings, onchoice) {
  const labels = Object.fromEntries(VERSIONS.map((name) => [name, h("span")]));
  const element = radios(strings.formula, VERSIONS.map((name) => [name, labels[name]]), VERSIONS[0], onchoice);
  element.classList.add("ls-versions");
  return {
    element,
    write(version) {
      for (const option of element.querySelectorAll("input")) option.checked = option.value === version;
    },
    paint(result) {
      for (const name of VERSIONS) {
        const words = strings.version[name];
        const value = result && ratioText(result.versions[name].ratio, strings);
        labels[name].textContent = result ? fill(strings.version_value, { version: words, value }) : words;
      }
    },
  };
}

function render(view) {
  const strings = view.model.get("strings");
  let version = VERSIONS[0];
  const says = h("div");
  const drawn = h("div");
  const twin = h("div.twin");
  const numbers = numberGrid(strings, typed);
  const sliders = variers(strings, numbers.fields, typed);
  const growth = growthPicture(strings, (key, factor) => {
    numbers.multiply(key, factor);
    typed();
  });
  const formula = versionChoice(strings, (name) => {
    version = name;
    exercise.changed();
    show();
  });
  const cities = cityLists(view.model.get("data"), strings, {
    open: (example) => exercise.open({ ...example, state: { ...example.state, version } }),
    openMine: () => exercise.openMine(),
  });
  const ready = cities.ready.map((each) => ({ ...each, state: { ...each.state, version: BLANK.version } }));
  const read = () => ({ ...numbers.typed(), ...cities.chosen(), version });
  const exercise = shell(view, {
    ...KEPT,
    cases: ready,
    opens: ready[0],
    read,
    write,
    label: (name) => nameOf(name, strings),
  });

  function write(state) {
    numbers.write(state);
    version = VERSIONS.includes(state.version) ? state.version : VERSIONS[0];
    formula.write(version);
    cities.write(state, state.place === "" && exercise.showing());
    show();
  }
  function typed() {
    if (cities.chosen().place !== "") write({ ...read(), place: "", period: "" });
    else show();
    exercise.changed();
    show();
  }
  function show() {
    numbers.sign(exercise.mark);
    const values = numbers.read();
    const result = assess(values);
    formula.paint(result);
    sliders.paint(values);
    if (!result) {
      says.replaceChildren(h("p.title", null, strings.missing_title), h("p", null, strings.missing_reason));
      growth.hide();
      drawn.replaceChildren();
      twin.replaceChildren();
      exercise.say(strings.missing_title, strings.missing_reason);
      exercise.tell({ place: "", version, numbers: {} });
      return;
    }
    const { ratio, kind } = result.versions[version];
    says.replaceChildren(...verdict(values, result, version, strings));
    growth.show(values);
    drawn.replaceChildren(perPerson(values, result, strings));
    twin.replaceChildren(...tables(values, result, strings));
    const said = fill(strings.said, { title: strings[`${kind}_title`], ratio: ratioText(ratio, strings) });
    exercise.say(said);
    exercise.tell({ place: cities.name(), version, numbers: values, ratio, kind, land_per_person: result.each });
  }

  exercise.stand({
    controls: [cities.element, numbers.element, ...sliders.elements],
    result: [formula.element, says],
    beside: true,
    more: [growth.element, drawn, h("details.fold", null, h("summary", null, strings.as_table), twin)],
    paper: worksheet(strings),
  });
}

export default { render };
