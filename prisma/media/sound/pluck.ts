import { openSheet, RATE, type Sheet } from './sheet.ts';

interface Pluck {
  hz: number;
  seconds: number;
  random: () => number;
  /** 0 to 1: how bright the beginning is. */
  bright?: number;
  /** Of the string at each round: nearer to 1 rings longer. */
  kept?: number;
  /** How far the finger behind the bridge raises the note, by the second: 1.06 is a semitone. */
  bend?: (second: number) => number;
}

const STEP = 16;

/** A plucked string after Karplus and Strong: a loop of noise that loses its sharp corners first. */
export function pluck({ hz, seconds, random, bright = 0.5, kept = 0.996, bend }: Pluck): Sheet {
  const sheet = openSheet(seconds);
  const size = Math.ceil(RATE / hz) + 4;
  const line = new Float64Array(size);
  let soft = 0;
  for (let i = 0; i < size; i++) {
    soft += (0.15 + 0.85 * bright) * (random() * 2 - 1 - soft);
    line[i] = soft;
  }
  let before = 0;
  let level = 0;
  let delay = 0;
  for (let i = 0, at = 0; i < sheet.length; i++, at = at + 1 < size ? at + 1 : 0) {
    // The average of neighbours is half a place late by itself.
    if (i % STEP === 0) delay = RATE / (hz * (bend ? bend(i / RATE) : 1)) - 0.5;
    const behind = at - delay < 0 ? at - delay + size : at - delay;
    const whole = Math.floor(behind);
    const part = behind - whole;
    const next = whole + 1 < size ? whole + 1 : 0;
    const late = (1 - part) * (line[whole] ?? 0) + part * (line[next] ?? 0);
    line[at] = kept * 0.5 * (late + before);
    before = late;
    // Noise seldom adds up to nothing: what does not move is taken out.
    level += 0.004 * (late - level);
    sheet[i] = late - level;
  }
  return sheet;
}
