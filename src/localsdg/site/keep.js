// The whole course on this device, for a site that is served: how much it is, loading, removing, and a new version. The
// service worker (worker.js) then answers from it. The workbook lies elsewhere and is not touched. The build adds the
// call with the words of the catalogue.
// deno-lint-ignore no-unused-vars
const localsdgKeep = (words) => {
  const HOME = new URL(document.documentElement.dataset.content_root, location.href).href;
  const WHOLE = `localsdg whole ${HOME}`;
  const AT_ONCE = 4;
  const panel = document.querySelector(".ls-keep");
  const megabytes = (bytes) =>
    new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(
      Math.max(bytes, 1e5) / 1e6,
    );
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // What is here: { cache, version, space, time }, or nothing.
  async function here() {
    return (await caches.match(`${HOME}whole`, { cacheName: WHOLE }))?.json();
  }
  // What the site has now.
  async function there(file) {
    const answer = await fetch(`${HOME}${file}?keep=${Date.now()}`, { cache: "no-store" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }
  async function markOf(content) {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
    return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16);
  }
  // Fetches a file unless it is here as it should be: what was broken off goes on.
  async function take(cache, version, name, mark) {
    const found = await cache.match(HOME + name);
    if (found && await markOf(await found.arrayBuffer()) === mark) return;
    const answer = await fetch(`${HOME}${name}?keep=${version}`);
    const content = await answer.arrayBuffer();
    if (!answer.ok || await markOf(content) !== mark) throw new Error(`${name}: ${answer.status}`);
    const headers = { "Content-Type": answer.headers.get("Content-Type") ?? "" };
    await cache.put(HOME + name, new Response(content, { headers }));
  }
  // All files, then in one step the word that it is this version; what was here before goes after that.
  async function load(told) {
    const { version, space, files } = await there("keep-files.json");
    const name = `localsdg course ${HOME} ${version}`;
    const cache = await caches.open(name);
    const left = Object.entries(files);
    let done = 0;
    async function work() {
      for (let next = left.pop(); next; next = left.pop()) {
        const [file, [mark, size]] = next;
        await take(cache, version, file, mark);
        told(done += size, space);
      }
    }
    await navigator.serviceWorker.register(`${HOME}worker.js`);
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await (await caches.open(WHOLE)).put(
      `${HOME}whole`,
      new Response(JSON.stringify({ cache: name, version, space, time: Date.now() })),
    );
    await others(name);
    navigator.storage?.persist?.().catch(() => {});
  }
  async function others(name) {
    const old = (await caches.keys()).filter((each) => each.startsWith(`localsdg course ${HOME} `) && each !== name);
    await Promise.all(old.map((each) => caches.delete(each)));
  }
  async function remove() {
    await caches.delete(WHOLE);
    await others("");
  }

  // A sentence, a bar and a button that loads; then done().
  function loader(sentence, label, done) {
    const element = document.createElement("div");
    element.innerHTML =
      '<p role="status"></p><progress hidden></progress><p><button type="button" class="ls-button"></button></p>';
    const [status, bar, button] = element.querySelectorAll("[role], progress, button");
    Object.assign(bar, { max: 1, ariaLabel: words.progress });
    status.textContent = sentence;
    button.textContent = label;
    button.addEventListener("click", async () => {
      button.hidden = true;
      bar.hidden = false;
      status.textContent = words.loading;
      try {
        await load((now, all) => (bar.value = now / all));
        await done();
      } catch (fault) {
        console.error(fault);
        status.textContent = fault.name === "QuotaExceededError" ? words.full : words.broken;
        button.textContent = words.again;
        button.hidden = false;
        bar.hidden = true;
      }
    });
    return element;
  }

  // On every page: a new version of what is kept here.
  async function compare() {
    const kept = await here();
    if (!kept) return;
    // This page was opened before another one had loaded a new version; the clock may have been set back since.
    if (kept.time > performance.timeOrigin && kept.time <= Date.now()) return location.reload();
    const now = await there("keep.json").catch(() => kept);
    if (now.version === kept.version) return;
    const sentence = fill(words.newer, { load: megabytes(now.load) });
    // All open pages change together: none goes on with a script of another version.
    const bar = loader(
      sentence,
      words.renew,
      () => new BroadcastChannel(WHOLE).postMessage("changed") ?? location.reload(),
    );
    bar.className = "ls-keep";
    document.querySelector("article").prepend(bar);
  }

  async function show() {
    const kept = await here();
    const place = panel.querySelector("[data-now]");
    place.style.minBlockSize ||= `${place.offsetHeight}px`; // what follows stays where it is
    if (!kept) return place.replaceChildren(loader(panel.dataset.offer, words.keep, told));
    const button = Object.assign(document.createElement("button"), { type: "button", className: "ls-button" });
    const sentence = Object.assign(document.createElement("p"), { role: "status", tabIndex: -1 });
    sentence.textContent = fill(words.kept, { space: megabytes(kept.space) });
    button.textContent = words.remove;
    button.addEventListener("click", async () => {
      await remove();
      await told();
    });
    place.replaceChildren(sentence, button);
  }
  async function told() {
    await show();
    panel.querySelector("[role]").focus();
  }
  // Over plain http no browser keeps pages; the server of the course then has all of it as one file.
  async function refuse() {
    const place = panel.querySelector("[data-now]");
    place.textContent = words.not_secure;
    const answer = await fetch(`${HOME}localsdg.zip`, { method: "HEAD" }).catch(() => null);
    const link = Object.assign(document.createElement("a"), { href: `${HOME}localsdg.zip`, className: "ls-button" });
    if (answer?.ok) place.append(document.createElement("br"), link);
    link.textContent = words.zip;
  }

  if (location.protocol === "file:") return;
  if (!navigator.serviceWorker) return panel && refuse();
  new BroadcastChannel(WHOLE).addEventListener("message", () => location.reload());
  compare().catch(console.error);
  if (panel) show().catch(console.error);
};
