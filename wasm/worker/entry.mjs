// The entry at the edge. Starting Go takes milliseconds of the worker's time, so what needs no linker is answered here:
// pictures that were drawn before, and addresses that are none.
import linker from "./build/worker.mjs";

const reasons = { 400: "Bad Request", 404: "Not Found", 500: "Internal Server Error" };

/** What is wrong, in one line of JSON, as wasm/httpapi has it. */
function problem(status, detail) {
  return new Response(JSON.stringify({ title: reasons[status], status, detail }) + "\n", {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      "Access-Control-Allow-Origin": "*",
    },
  });
}

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (!/^\/(api|p)\//.test(pathname)) return problem(404, "there is nothing here");
    try {
      decodeURIComponent(pathname);
    } catch {
      return problem(400, "the address cannot be read: a % does not stand before a byte of a letter");
    }
    try {
      return await answer(request, env, ctx);
    } catch (cause) {
      console.error(cause);
      return problem(500, "the linker ended unexpectedly");
    }
  },
};

// The address of a picture holds the whole description: what was drawn for it once is right for ever.
async function answer(request, env, ctx) {
  if (request.method === "HEAD") return new Response(null, await answer(new Request(request, { method: "GET" }), env, ctx));
  if (request.method !== "GET") return linker.fetch(request, env, ctx);
  const drawn = await caches.default.match(request);
  if (drawn) return drawn;
  const response = await linker.fetch(request, env, ctx);
  if (response.status === 200) ctx.waitUntil(caches.default.put(request, response.clone()));
  return response;
}
