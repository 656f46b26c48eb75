// "In your municipality" of lesson 3.1: what the list of one's own says, and boundary and signature in a sentence.
import { counted, fill } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { municipality } from "../municipality/widget.js";
import { onList, unpack } from "./entry.js";

function known(entry, strings) {
  const rows = onList(unpack(entry).rows).filter(({ fields }) => fields.name.trim());
  const line = ({ fields: { name, code } }) =>
    code.trim() ? fill(strings.list_line, { name: name.trim(), code: code.trim() }) : name.trim();
  return [{
    names: ["chosen"],
    values: rows.length ? { chosen: rows.map(line).join("\n") } : undefined,
    says: counted(strings.known_says, rows.length),
    none: strings.known_none,
    rests: (address) => rows.some(({ id }) => address.startsWith(`${id}/`)),
  }];
}

const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

export default municipality({
  exercise: "indicator_chooser",
  part: "indicators",
  known,
  sentence({ place, boundary, signs }, strings) {
    const given = { place, boundary, signs };
    const missing = Object.keys(given).filter((name) => !given[name]?.trim());
    if (missing.length) {
      return fill(strings.signed_missing, { missing: listed(missing.map((name) => strings.signed_parts[name])) });
    }
    return fill(strings.signed, { place: place.trim(), boundary: sentence(boundary.trim()), signs: signs.trim() });
  },
});
