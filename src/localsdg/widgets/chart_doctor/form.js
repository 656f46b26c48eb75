// "In your municipality" of lesson 3.6: the figures that pass the checks are known from the dashboard above.
import { counted } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { municipality } from "../municipality/widget.js";
import { figureOf, isOnBoard, unpack } from "./entry.js";
import { checkDashboard } from "./method.js";

function known(entry, strings) {
  const figures = unpack(entry).rows.filter(isOnBoard).map(figureOf);
  const wrong = new Set(checkDashboard(figures).map(({ figure }) => figure));
  const sound = figures.filter((_, at) => !wrong.has(at)).map(({ name, message }) => message || name);
  return [{
    names: ["figures"],
    values: sound.length ? { figures: listed(sound) } : undefined,
    says: counted(strings.known_says, figures.length),
    none: strings.known_none,
  }];
}

export default municipality({ exercise: "chart_doctor", part: "dashboard", known });
