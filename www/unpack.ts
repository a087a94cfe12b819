// Turns the engine as the page carries it into the bytes of its wasm.

/**
 * One character a byte, by its code. Three bytes cannot stand in a page (NUL
 * and carriage return are changed by the parser, `<` could end the element):
 * the packer writes three rare letters for them, and the letters 256 higher.
 */
export function unpack(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = byteOf(text.charCodeAt(i));
  return bytes;
}

function byteOf(code: number): number {
  switch (code) {
    case 0x4e: // N
      return 0x3c;
    case 0x57: // W
      return 0x0d;
    case 0x5a: // Z
      return 0x00;
    default:
      return code & 0xff;
  }
}
