// A figure as a picture: painted on light paper, unless asked otherwise, at a printed width, the dots per
// inch written into the file.
import { paint } from './canvas';
import type { DisplayList, Theme } from 'gradus';

export interface Paper { mm: number; dpi: number; theme: Theme }

const INCH_MM = 25.4;

/** CSS pixels that fill the width, so that letters are printed in their size. */
export function cssWidth({ mm }: Paper): number {
  return Math.round((mm / INCH_MM) * 96);
}

export async function png(list: DisplayList, { mm, dpi, theme }: Paper): Promise<Blob> {
  const ratio = ((mm / INCH_MM) * dpi) / list.width;
  const canvas = document.createElement('canvas');
  paint(canvas, list, theme, ratio);
  const plain = await new Promise<Blob | null>((settle) => canvas.toBlob(settle, 'image/png'));
  if (!plain) throw new Error(`${canvas.width} × ${canvas.height}`);
  const bytes = new Uint8Array(await plain.arrayBuffer());
  // After the header of 8 bytes and the first chunk of 25 (PNG, 3rd edition, 11.3.4.3).
  return new Blob([bytes.slice(0, 33), density(dpi), bytes.slice(33)], { type: 'image/png' });
}

/** The chunk that says how many pixels make a metre. */
function density(dpi: number): Uint8Array<ArrayBuffer> {
  const chunk = new DataView(new ArrayBuffer(21));
  const perMetre = Math.round((dpi / INCH_MM) * 1000);
  chunk.setUint32(0, 9);
  [...'pHYs'].forEach((letter, k) => chunk.setUint8(4 + k, letter.charCodeAt(0)));
  chunk.setUint32(8, perMetre);
  chunk.setUint32(12, perMetre);
  chunk.setUint8(16, 1);
  const bytes = new Uint8Array(chunk.buffer);
  chunk.setUint32(17, checksum(bytes.subarray(4, 17)));
  return bytes;
}

/** CRC-32 as PNG has it (annex D). */
function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
