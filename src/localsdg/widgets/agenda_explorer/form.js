// "In your municipality" of lesson 1.1: what it takes from the exercise, and what it says of the entries.
import { targets } from "../kit/agenda.js";
import { fill, number } from "../kit/kit.js";
import { municipality } from "../municipality/widget.js";
import { lacks } from "./method.js";

const PLACES = [1, 2, 3];

/** @param {{ target?: string, here?: string, who?: string, sign?: string }} pin */
function entriesOf(place, pin = {}) {
  const { target, here, who, sign } = pin;
  return { [`target_${place}`]: target, [`here_${place}`]: here, [`who_${place}`]: who, [`sign_${place}`]: sign };
}

// The first three pins, in the order of the Agenda.
function known(entry, strings) {
  const pins = targets.filter(({ code }) => entry[code]).slice(0, PLACES.length);
  return PLACES.map((place) => {
    const pin = pins[place - 1];
    const [here, who, sign] = entry[pin?.code] ?? [];
    const target = pin && `${pin.code} ${pin.title}`;
    return {
      names: Object.keys(entriesOf(place)),
      values: pin && entriesOf(place, { target, here, who, sign }),
      says: strings.known_says,
      none: pins.length || place > 1 ? "" : strings.known_none,
      rests: (code) => code === pin?.code,
    };
  });
}

export default municipality({
  exercise: "agenda_explorer",
  part: "targets",
  known,
  take: ({ pins = [] }) => Object.assign({}, ...PLACES.map((place) => entriesOf(place, pins[place - 1]))),
  sentence(entries, strings) {
    const named = PLACES.filter((place) => entries[`target_${place}`]?.trim());
    if (!named.length) return strings.targets_missing;
    const open = named.flatMap((place) => {
      const [target, here, who, sign] = ["target", "here", "who", "sign"].map((name) => entries[`${name}_${place}`]);
      const sentence = (question) =>
        fill(strings.target_open, { target: target.trim(), question: strings.questions[question] });
      return lacks({ here, who, sign }).map(sentence);
    });
    return open.length ? open.join(" ") : fill(strings.targets_say, { count: number(named.length) });
  },
});
