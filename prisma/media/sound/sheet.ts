import { makeWav } from '../make-wav.ts';

export const RATE = 22_050;
const PEAK = 0.82;
const EDGE_SECONDS = 0.03;
const CLOSING_SECONDS = 0.6;

/** A stretch of sound to draw on: samples around zero, of any size. */
export type Sheet = Float64Array;

export function openSheet(seconds: number): Sheet {
  return new Float64Array(Math.round(seconds * RATE));
}

/** Adds `part` from this second on; what would reach beyond the end is cut off. */
export function lay(sheet: Sheet, part: Sheet, { at, gain = 1 }: { at: number; gain?: number }): void {
  const from = Math.round(at * RATE);
  const until = Math.min(part.length, sheet.length - from);
  for (let i = 0; i < until; i++) sheet[from + i] = (sheet[from + i] ?? 0) + gain * (part[i] ?? 0);
}

/** Puts a room around what is on the sheet: late, softer copies, each duller than the one before. */
export function addRoom(sheet: Sheet, { seconds, wet }: { seconds: number; wet: number }): void {
  const delays = [0.0297, 0.0371, 0.0411, 0.0437].map((each) => Math.round(each * RATE));
  const dry = sheet.slice();
  for (const delay of delays) {
    const kept = 10 ** ((-3 * delay) / RATE / seconds);
    const line = new Float64Array(delay);
    let dull = 0;
    for (let i = 0, at = 0; i < sheet.length; i++, at = at + 1 < delay ? at + 1 : 0) {
      const late = line[at] ?? 0;
      dull = 0.6 * late + 0.4 * dull;
      line[at] = (dry[i] ?? 0) + kept * dull;
      sheet[i] = (sheet[i] ?? 0) + (wet / delays.length) * late;
    }
  }
}

/** The sheet as a WAV file, as loud as goes well, without a click at either end. */
export function toWav(sheet: Sheet): Buffer {
  let loudest = 1e-9;
  for (let i = 0; i < sheet.length; i++) loudest = Math.max(loudest, Math.abs(sheet[i] ?? 0));
  const samples = new Int16Array(sheet.length);
  const scale = (32_767 * PEAK) / loudest;
  for (let i = 0; i < sheet.length; i++)
    samples[i] = Math.round(scale * (sheet[i] ?? 0) * edge(i, sheet.length));
  return makeWav(Buffer.from(samples.buffer), RATE);
}

function edge(at: number, length: number): number {
  return Math.min(1, at / (EDGE_SECONDS * RATE), (length - at) / (CLOSING_SECONDS * RATE));
}
