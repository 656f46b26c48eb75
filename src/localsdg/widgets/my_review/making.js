// Makes the draft when something has changed: after a pause, and one draft after another.
import { LANGUAGE, MADE_BY } from "./facts.js";

const WAIT = 1200; // milliseconds after the last letter

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

// So that the line which says what is going on is seen before the work begins.
const painted = () => new Promise((resolve) => setTimeout(resolve, 30));

// model(): brings what makes the record. begins() is called before the work, and ends() after it, made(review, found,
// model) before that if something has changed, or fails() if it could not be done.
export function maker(source, model, { begins, made, ends, fails }) {
  let timer;
  let turn = 0;
  let last = "";
  async function now() {
    clearTimeout(timer);
    turn += 1;
    const mine = turn;
    begins();
    await painted();
    try {
      const [brought, found] = await Promise.all([model(), source.read()]);
      if (mine !== turn) return;
      const key = JSON.stringify([found.book, found.rows, found.trouble]);
      if (key === last) return ends();
      const options = { catalogue: brought.strings, language: LANGUAGE, today: today(), version: MADE_BY };
      made(brought.makeReview(found.book, found.rows, options), found, brought);
      last = key;
      ends();
    } catch (fault) {
      console.error(fault);
      if (mine === turn) fails();
    }
  }
  return {
    now,
    soon() {
      clearTimeout(timer);
      timer = setTimeout(now, WAIT);
    },
  };
}
