import type { Problem } from "./problem";

/** Whether this browser can: older ones know passkeys, but not the JSON in which servers speak of them. */
export const passkeysWork = () =>
  typeof PublicKeyCredential !== "undefined" && "parseRequestOptionsFromJSON" in PublicKeyCredential;

type Json = Record<string, unknown>;

// The server puts them together with a library of the standard; what it sends is not looked through once more.
const forSignIn = (options: object): options is PublicKeyCredentialRequestOptionsJSON => "challenge" in options;
const forMaking = (options: object): options is PublicKeyCredentialCreationOptionsJSON => "challenge" in options;

/** Lets the device answer to a sign-in. */
export async function answer(options: Json): Promise<Json> {
  if (!forSignIn(options)) throw cancelled;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return asJson(await asking(() => navigator.credentials.get({ publicKey })));
}

/** Lets the device make a passkey. */
export async function make(options: Json): Promise<Json> {
  if (!forMaking(options)) throw cancelled;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return asJson(await asking(() => navigator.credentials.create({ publicKey })));
}

/** What a device did not do, as a problem like the server's. */
const cancelled: Problem = { status: 403, code: "passkey_cancelled", errors: [] };
const known: Problem = { status: 403, code: "passkey_known", errors: [] };

async function asking(ask: () => Promise<Credential | null>): Promise<Credential | null> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof DOMException && error.name === "InvalidStateError" ? known : cancelled;
  }
}

function asJson(credential: Credential | null): Json {
  if (credential instanceof PublicKeyCredential) return { ...credential.toJSON() };
  throw cancelled;
}
