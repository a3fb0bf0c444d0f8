// The way to the demo's server. What it refuses is thrown as an Error in its words.

async function answered(response) {
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Error(body?.error ?? "The demo does not answer. Is it still running?");
  return body;
}

async function asked(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The demo does not answer. Is it still running?");
  }
  return answered(response);
}

export function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value != null);
  return asked(`${path}?${new URLSearchParams(given)}`);
}

export function post(path, query, body) {
  return asked(`${path}?${new URLSearchParams(query)}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Call `look` now and after each change, never twice at a time; `lost` while there is no server. */
export function follow(look, lost) {
  let running = false;
  let again = false;
  async function run() {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await look();
    }
    running = false;
  }
  const events = new EventSource("changes");
  events.onmessage = run;
  events.onopen = () => lost(false);
  events.onerror = () => lost(true);
  return run;
}

/** A chosen file as the server takes it. */
export async function upload(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  }
  return { name: file.name, data: btoa(text) };
}
