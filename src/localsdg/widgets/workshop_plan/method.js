// The agenda of a workshop from the trainers' cards; the same rules as localsdg.workshop.timing, which explains them.
import {
  BREAK,
  CLOSING,
  LEAST_PART,
  LEAST_SHARE,
  LONGEST_STRETCH,
  LUNCH,
  LUNCH_DAY,
  LUNCH_FROM,
  LUNCH_UNTIL,
  MOST_CLOSING,
  MOST_LONGER,
  OWN_WORK_FROM,
  PEOPLE_IN_CLOSING,
  STEP,
  WELCOME,
} from "./limits.js";

const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
const allOf = (slots) => sum(slots.map(({ minutes }) => minutes));
const isPause = ({ kind }) => kind === "break" || kind === "lunch";

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

const closingMinutes = (people) => Math.min(MOST_CLOSING, CLOSING * Math.max(1, Math.ceil(people / PEOPLE_IN_CLOSING)));
const hasLunch = (start, minutes) => start < LUNCH_FROM && minutes >= LUNCH_DAY && start + minutes >= LUNCH_UNTIL;
const leastMinutes = (full) => Math.min(full, STEP * Math.ceil((full * LEAST_SHARE) / STEP));

function shortened(full, total) {
  const least = full.map(leastMinutes);
  const room = full.map((each, at) => each - least[at]);
  const steps = divide(Math.floor((total - sum(least)) / STEP), room);
  const lengths = least.map((low, at) => low + Math.min(STEP * steps[at], room[at]));
  let left = total - sum(lengths);
  return lengths.map((length, at) => {
    const more = Math.min(left, full[at] - length);
    left -= more;
    return length + more;
  });
}

// The pieces but the first, those first that begin nearest to the middle of all.
function fromTheMiddle(pieces) {
  const half = allOf(pieces) / 2;
  const away = (at) => Math.abs(allOf(pieces.slice(0, at)) - half);
  return pieces.map((_, at) => at).slice(1).sort((one, other) => away(one) - away(other));
}

// How much of the last piece of a day, which begins now, stands before lunch; 0 for nothing. Lunch is at a quarter to
// twelve, or up to a quarter of an hour earlier so that enough is left for the time after it.
function beforeLunch(now, minutes) {
  const earliest = LUNCH_FROM - LEAST_PART;
  const before = Math.max(earliest, Math.min(LUNCH_FROM, now + minutes - LEAST_PART)) - now;
  return now < earliest && before < minutes ? before : 0;
}

// The day with its pauses; before the forced piece there is one in any case.
function laid(pieces, { start, closing }, lunch, forced) {
  let now = start + WELCOME;
  let stretch = WELCOME;
  const slots = [{ kind: "welcome", minutes: WELCOME }];
  pieces.forEach((piece, at) => {
    const last = at === pieces.length - 1;
    // After the last piece nothing comes before which lunch could stand.
    let before = lunch && last ? beforeLunch(now, piece.minutes) : 0;
    const afterBreak = lunch && last && slots.length > 1 ? beforeLunch(now + BREAK, piece.minutes) : 0;
    if (afterBreak && (at === forced || stretch + afterBreak > LONGEST_STRETCH)) before = afterBreak;
    const halves = before ? [before, piece.minutes - before] : [piece.minutes];
    halves.forEach((minutes, half) => {
      const end = last && half === halves.length - 1;
      const later = slots.length > 1;
      let pause = 0;
      if (lunch && later && (now >= LUNCH_FROM || end)) pause = LUNCH;
      else if (later && (at === forced || stretch + minutes + (end ? closing : 0) > LONGEST_STRETCH)) pause = BREAK;
      if (pause) slots.push({ kind: pause === LUNCH ? "lunch" : "break", minutes: pause });
      if (pause === LUNCH) lunch = false;
      slots.push({ ...piece, minutes });
      now += pause + minutes;
      stretch = minutes + (pause ? 0 : stretch);
    });
  });
  return [...slots, { kind: "closing", minutes: closing }];
}

// What is left over goes into the closing or into the pauses; undefined if it does not fit there.
function spread(day, left, whole) {
  const slots = [...day];
  const pauses = slots.map((_, at) => at).filter((at) => isPause(slots[at]));
  const stretch = allOf(slots.slice(pauses.length ? pauses.at(-1) + 1 : 0));
  if (left > 0 && left < OWN_WORK_FROM && whole && stretch + left <= LONGEST_STRETCH) {
    return [...slots.slice(0, -1), { kind: "closing", minutes: slots.at(-1).minutes + left }];
  }
  for (const at of pauses.reverse()) {
    const more = Math.max(0, Math.min(left, MOST_LONGER));
    slots[at] = { ...slots[at], minutes: slots[at].minutes + more };
    left -= more;
  }
  return left ? undefined : slots;
}

function workshopOf(full, start, people) {
  const closing = closingMinutes(people);
  const all = sum(full);
  const ends = WELCOME + closing;
  const least = sum(full.map(leastMinutes));
  const known = new Map();

  function parts(length) {
    const count = Math.ceil(length / (LONGEST_STRETCH - WELCOME - closing));
    return count ? divide(length, Array(count).fill(1)) : [];
  }
  function piecesOf(total, own) {
    const lengths = total === all ? full : shortened(full, total);
    const sessions = lengths.flatMap((length, session) =>
      parts(length).map((minutes) => ({ kind: "session", minutes, session }))
    );
    return [...sessions, ...parts(own).map((minutes) => ({ kind: "own", minutes }))];
  }
  function filled(total, own, minutes, exactly = false) {
    const lunch = hasLunch(start, minutes);
    const key = `${total} ${own} ${lunch}`;
    if (!known.has(key)) {
      const day = laid(piecesOf(total, own), { start, closing }, lunch, -1);
      known.set(key, { day, used: allOf(day) });
    }
    const { day: plain, used } = known.get(key);
    const left = minutes - used;
    if (left < 0 || (exactly && left !== 0 && left !== BREAK)) return undefined;
    const found = exactly && left ? undefined : spread(plain, left, total === all);
    if (found || left < BREAK) return found;
    // A further pause takes what would be left over.
    const [first, ...others] = piecesOf(total, own);
    const halves = others.length ? [first] : divide(first.minutes, [1, 1]).map((part) => ({ ...first, minutes: part }));
    const pieces = [...halves, ...others];
    for (const at of fromTheMiddle(pieces)) {
      const day = laid(pieces, { start, closing }, lunch, at);
      const more = minutes - allOf(day);
      const better = more && exactly ? undefined : spread(day, more, total === all);
      if (better) return better;
    }
    return undefined;
  }
  function whole(minutes) {
    for (const exactly of [true, false]) {
      for (let own = minutes - ends - all; own >= 0; own -= 1) {
        const found = (own === 0 || own >= OWN_WORK_FROM) && filled(all, own, minutes, exactly);
        if (found) return found;
      }
    }
    return undefined;
  }
  function plan(minutes) {
    const found = whole(minutes);
    if (found) return found;
    for (let total = Math.min(all - 1, minutes - ends); total >= least; total -= 1) {
      const shorter = filled(total, 0, minutes);
      if (shorter) return shorter;
    }
    return undefined;
  }
  function needed(minutes) {
    let low = Math.max(minutes + 1, ends + least);
    while (!plan(low)) low += 1;
    let high = ends + all;
    while (!whole(high)) high += 1;
    return { least: low, whole: high };
  }
  return { plan, needed };
}

// cards: [{ lesson, minutes }] in the order wanted; start: minutes after midnight. Gives entries of { kind, start,
// minutes }, sessions with lesson, part and parts, and the lessons that are shortened; or a fault with the numbers that
// its sentence names.
export function planWorkshop(cards, minutes, start, people) {
  if (!cards.length) return { fault: "no_lessons" };
  if (start + minutes > 24 * 60) return { fault: "past_midnight", values: { start: clock(start), minutes } };
  const workshop = workshopOf(cards.map((card) => card.minutes), start, people);
  const slots = workshop.plan(minutes);
  if (!slots) return { fault: "too_few", values: { minutes, ...workshop.needed(minutes) } };
  let now = start;
  const entries = slots.map(({ kind, minutes: length, session }, at) => {
    const begin = now;
    now += length;
    if (session === undefined) return { kind, start: begin, minutes: length };
    const same = (slot) => slot.session === session;
    const [part, parts] = [slots.slice(0, at + 1).filter(same).length, slots.filter(same).length];
    return { kind, start: begin, minutes: length, lesson: cards[session].lesson, part, parts };
  });
  const given = cards.map((_, at) => allOf(slots.filter(({ session }) => session === at)));
  const shorter = cards.map((card, at) => ({ lesson: card.lesson, minutes: given[at], planned: card.minutes }));
  return { entries, shortened: shorter.filter((each) => each.minutes < each.planned) };
}
