// The fixed parts of a Word document, for all that write one; they are long, and stand in this module alone.
import { BODY, HEADER_WITHOUT_LABEL, PARTS } from "./word_parts.js";

export const fixedParts = () => PARTS;
export const headerWithoutLabel = () => HEADER_WITHOUT_LABEL;
export const bodyOf = (inside) => BODY[0] + inside + BODY[1];
