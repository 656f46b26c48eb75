// The service worker of the site: it answers when the network does not. What was seen stays on the device; once the
// learner has asked for it (see keep.js), the whole course does, and is then read from there, all of one version. The
// build adds the call with the version and the page that is shown where nothing is.
// deno-lint-ignore no-unused-vars
const localsdgWorker = (version, nothing) => {
  const HOME = registration.scope;
  const SEEN = `localsdg seen ${HOME} ${version}`;
  const OURS = /^_static\/localsdg\/.*\?v=(\w+)$/;
  const WHOLE = `localsdg whole ${HOME}`; // says which cache has the whole course

  // The cache with the whole course, if it was asked for.
  async function whole() {
    const said = await caches.match(`${HOME}whole`, { cacheName: WHOLE });
    return said && caches.open((await said.json()).cache);
  }
  // A folder is its first page, and no page depends on what is asked behind its address.
  function file(address) {
    const { origin, pathname } = new URL(address);
    return origin + pathname.replace(/\/$/, "/index.html");
  }
  // Files of the course carry the beginning of the SHA-256 of their content in their address: on a site that has been
  // renewed, an old page would else get a new script.
  async function isOther(request, answer) {
    const [, mark] = request.url.slice(HOME.length).match(OURS) ?? [];
    if (!mark) return false;
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer()));
    return !Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("").startsWith(mark);
  }
  async function fresh(request) {
    const answer = await fetch(request);
    if (answer.status !== 200 || answer.redirected || answer.type !== "basic") return answer;
    if (await isOther(request, answer.clone())) return Response.error();
    const seen = await caches.open(SEEN);
    seen.put(request.mode === "navigate" ? file(request.url) : request.url, answer.clone()).catch(() => {}); // full
    return answer;
  }
  async function answered(request) {
    const kept = await (await whole())?.match(file(request.url));
    if (kept) return kept;
    const marked = request.url.includes("?v=");
    const known = () =>
      caches.match(request.mode === "navigate" ? file(request.url) : request.url, { cacheName: SEEN });
    if (marked) return await known() ?? fresh(request);
    try {
      return await fresh(request);
    } catch (fault) {
      const old = await known();
      if (old) return old;
      if (request.mode !== "navigate") throw fault;
      return new Response(nothing.replace("{home}", HOME), { headers: { "Content-Type": "text/html; charset=utf-8" } });
    }
  }
  async function clean() {
    const old = (name) => name.startsWith(`localsdg seen ${HOME} `) && name !== SEEN;
    await Promise.all((await caches.keys()).filter(old).map((name) => caches.delete(name)));
    await clients.claim();
  }
  // What a page had fetched before the worker was there.
  async function remember(addresses) {
    const seen = await caches.open(SEEN);
    const ours = addresses.filter((each) => each.startsWith(HOME));
    await Promise.allSettled(ours.map((each) => seen.add(each.includes("?v=") ? each : file(each))));
  }

  // A newer worker waits until no page of the site is open: what is read does not depend on it.
  addEventListener("activate", (event) => event.waitUntil(clean()));
  addEventListener("message", (event) => event.waitUntil(remember(event.data)));
  addEventListener("fetch", (event) => {
    const { request } = event;
    const ours = request.method === "GET" && request.url.startsWith(HOME) && !request.headers.has("range");
    // keep.js asks so for what only the network knows.
    if (ours && !request.url.includes("?keep=")) event.respondWith(answered(request));
  });
};
