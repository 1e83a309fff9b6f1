// Passkeys: what needs one is shown where the browser can make or use one, and its form posts what the browser says.
// A form names its ceremony, data-passkey="create" or "get", and carries the options or the address that gives them.

const able = window.PublicKeyCredential && window.isSecureContext && !/^[\d.[]/.test(location.hostname);

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (list) => (list || []).map((entry) => ({ ...entry, id: toBytes(entry.id) }));

/** The server's options, with bytes where the browser wants bytes. */
function readable({ publicKey }) {
  const options = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: toBytes(options.user.id) };
  options.excludeCredentials = named(options.excludeCredentials);
  options.allowCredentials = named(options.allowCredentials);
  return { publicKey: options };
}

/** What the browser answers, with text where it has bytes. */
function writable(credential) {
  const said = credential.response;
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (said[name]) response[name] = toText(said[name]);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`No options: ${answer.status}`);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    const credential = await navigator.credentials[form.dataset.passkey](readable(await options(form)));
    form.elements.credential.value = JSON.stringify(writable(credential));
    form.submit();
  } catch {
    problem.hidden = false; // pressed cancel, took too long, or has none
  }
}

for (const part of document.querySelectorAll("[data-passkey-able]")) part.hidden = !able;
for (const part of document.querySelectorAll("[data-passkey-unable]")) part.hidden = able;
for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form);
  });
}
