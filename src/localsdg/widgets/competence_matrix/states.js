// How a target is judged, in the order in which a press moves on. The mark says the state without colour.
export const STATES = [
  { word: "own", name: "own", mark: "●", key: "2" },
  { word: "shared", name: "shared", mark: "◐", key: "1" },
  { word: "not ours", name: "none", mark: "○", key: "0" },
];
export const OPEN = { word: undefined, name: "open", mark: "·" };
const PRESSED = [...STATES, OPEN];

export const stateOf = (judgement) => STATES.find(({ word }) => word === judgement) ?? OPEN;
export const after = (state) => PRESSED[(PRESSED.indexOf(state) + 1) % PRESSED.length];
