// Turns the engine as the page carries it into the bytes of its wasm.

/**
 * A character for a byte: the byte is its code, modulo 256 (see `asText` in
 * scripts/pack.mjs).
 */
export function unpack(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}
