// The worker's script and the engine, as the page carries them in itself.

/** What Trusted Types ask of an address a worker is started from. */
interface ScriptAddressPolicy {
  createScriptURL(address: string): string;
}

const { trustedTypes } = globalThis as {
  trustedTypes?: {
    createPolicy(name: string, rules: ScriptAddressPolicy): ScriptAddressPolicy;
  };
};

const policy = trustedTypes?.createPolicy('gradus-worker', { createScriptURL: (address) => address });

const packed = (id: string): string => document.getElementById(id)?.textContent ?? '';

let workerAddress: string | undefined;

/** Starts a fresh worker. Throws where the browser lets a page have none. */
export function startWorker(): Worker {
  workerAddress ??= URL.createObjectURL(new Blob([packed('packed-worker')], { type: 'text/javascript' }));
  return new Worker(policy?.createScriptURL(workerAddress) ?? workerAddress);
}

/** The engine as text: what `unpack` turns into wasm. */
export const packedEngine = (): string => packed('packed-engine');
