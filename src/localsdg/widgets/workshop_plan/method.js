// The agenda of a workshop from the trainers' cards; the same rules as localsdg.workshop.plan, which explains them.
import {
  BREAK,
  CLOSING,
  LEAST_SHARE,
  LONG_DAY,
  LONGEST_STRETCH,
  LUNCH,
  LUNCH_FROM,
  OWN_WORK_FROM,
  WELCOME,
} from "./limits.js";

const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

export function clock(minutes) {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

// Whole units in proportion to weights; what is left over goes to the largest remainders.
function divide(total, weights) {
  const whole = sum(weights);
  const rest = (place) => (total * weights[place]) % whole;
  const parts = weights.map((weight) => Math.floor((total * weight) / whole));
  const order = weights.map((_, place) => place).sort((one, other) => rest(other) - rest(one));
  for (const place of order.slice(0, total - sum(parts))) parts[place] += 1;
  return parts;
}

// The break before each session; 0 for none.
function pausesOf(lengths, start, minutes) {
  let lunch = start < LUNCH_FROM && minutes >= LONG_DAY;
  let now = start + WELCOME;
  let stretch = WELCOME;
  return lengths.map((length, place) => {
    let pause = 0;
    if (place && lunch && now >= LUNCH_FROM) {
      pause = LUNCH;
      lunch = false;
    } else if (place && stretch + length > LONGEST_STRETCH) pause = BREAK;
    stretch = pause ? length : stretch + length;
    now += pause + length;
    return pause;
  });
}

function fit(full, time) {
  return sum(full) <= time ? full : divide(Math.floor(Math.max(time, 0) / 5), full).map((part) => 5 * part);
}

function sinceBreak(entries) {
  const last = entries.findLastIndex(({ kind }) => kind === "break" || kind === "lunch");
  return sum(entries.slice(last + 1).map(({ minutes }) => minutes));
}

// cards: [{ lesson, minutes }] in the order wanted; start: minutes after midnight. Gives entries of { kind, start,
// minutes }, sessions with lesson and planned minutes; or a fault with the numbers that its sentence names.
export function planWorkshop(cards, minutes, start) {
  if (!cards.length) return { fault: "no_lessons" };
  if (start + minutes > 24 * 60) return { fault: "past_midnight", values: { start: clock(start), minutes } };
  const full = cards.map((card) => card.minutes);
  let rest = 0;
  let lengths;
  let pauses;
  // More breaks leave less time for sessions, which may then need fewer breaks: the larger number holds.
  for (;;) {
    lengths = fit(full, minutes - WELCOME - CLOSING - rest);
    pauses = pausesOf(lengths, start, minutes);
    if (sum(pauses) <= rest) break;
    rest = sum(pauses);
  }
  const short = cards.findIndex((card, place) => lengths[place] < LEAST_SHARE * card.minutes);
  if (short >= 0) {
    const need = sum(full) + WELCOME + CLOSING + rest;
    return {
      fault: "too_few",
      values: { minutes, lesson: cards[short].lesson, length: lengths[short], full: full[short], need },
    };
  }

  const entries = [];
  let now = start;
  const add = (kind, length, session) => {
    entries.push({ kind, start: now, minutes: length, ...session });
    now += length;
  };
  add("welcome", WELCOME);
  cards.forEach(({ lesson }, place) => {
    if (pauses[place]) add(pauses[place] === LUNCH ? "lunch" : "break", pauses[place]);
    add("session", lengths[place], { lesson, planned: full[place] });
  });
  let left = start + minutes - now - CLOSING;
  if (left >= OWN_WORK_FROM + BREAK && sinceBreak(entries) + left > LONGEST_STRETCH) {
    add("break", BREAK);
    left -= BREAK;
  }
  if (left >= OWN_WORK_FROM) {
    add("own", left);
    left = 0;
  }
  add("closing", CLOSING + left);
  return { entries };
}
