// "In your municipality" of lesson 1.1: what it takes over from the exercise, and what it says of the entries.
import { lacks } from "./method.js";
import { fill, number } from "../kit/kit.js";
import { municipality } from "../municipality/widget.js";

const PLACES = [1, 2, 3];

export default municipality({
  exercise: "agenda_explorer",
  take: ({ pins = [] }) =>
    Object.assign(
      {},
      ...PLACES.map((place) => {
        const { target, here, who, sign } = pins[place - 1] ?? {};
        return { [`target_${place}`]: target, [`here_${place}`]: here, [`who_${place}`]: who, [`sign_${place}`]: sign };
      }),
    ),
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
