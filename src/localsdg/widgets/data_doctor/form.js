// "In your municipality" of lesson 2.1: what the baseline table of one's own says already.
import { counted } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { municipality } from "../municipality/widget.js";
import { shortOf } from "./short.js";
import { isShown, unpack } from "./state.js";

function known(entry, strings) {
  const rows = unpack(entry).rows.filter(isShown);
  const named = (gap) => rows.filter((row) => row.gap === gap && row.fields.name.trim());
  const line = (row) => `${row.fields.name.trim()}: ${shortOf(row, strings)}`;
  const due = ({ fields }) =>
    listed([fields.name.trim(), fields["missing/owner"], fields["missing/date"]].filter(Boolean));
  const says = counted(strings.known_says, rows.length);
  const group = (name, found, words) => ({
    names: [name],
    values: found.length ? { [name]: found.map(words).join("\n") } : undefined,
    says,
    none: strings.known_none,
    rests: (address) => found.some(({ id }) => address.startsWith(`${id}/`)),
  });
  return [group("figures", named(false), line), group("missing", named(true), due)];
}

export default municipality({ exercise: "data_doctor", part: "indicators", known });
