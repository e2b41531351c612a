import { openSheet, RATE, type Sheet } from './sheet.ts';

interface Band {
  seconds: number;
  random: () => number;
  /** The middle of what is let through, by the second. */
  hz: (second: number) => number;
  /** Narrow is near 0, wide near 1. */
  width: number;
  gain: (second: number) => number;
}

const STEP = 32;

/** Noise through a window that may wander: wind, surf, a hiss. */
export function band({ seconds, random, hz, width, gain }: Band): Sheet {
  const sheet = openSheet(seconds);
  let low = 0;
  let mid = 0;
  let turn = 0;
  let loud = 0;
  for (let i = 0; i < sheet.length; i++) {
    if (i % STEP === 0) {
      turn = 2 * Math.sin((Math.PI * Math.min(hz(i / RATE), RATE / 6)) / RATE);
      loud = gain(i / RATE);
    }
    low += turn * mid;
    mid += turn * (random() * 2 - 1 - low - width * mid);
    sheet[i] = loud * mid;
  }
  return sheet;
}
