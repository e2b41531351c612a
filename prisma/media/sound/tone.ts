import { openSheet, RATE, type Sheet } from './sheet.ts';

interface Tone {
  hz: number;
  seconds: number;
  /** Loudness of the first partial, the second and so on. */
  partials: number[];
  gain: (second: number) => number;
}

const STEP = 32;

/** A steady tone that comes and goes as `gain` says. */
export function tone({ hz, seconds, partials, gain }: Tone): Sheet {
  const sheet = openSheet(seconds);
  for (const [index, loudness] of partials.entries()) {
    const turn = (2 * Math.PI * hz * (index + 1)) / RATE;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    for (let from = 0; from < sheet.length; from += STEP) {
      const loud = loudness * gain(from / RATE);
      if (loud === 0) continue;
      let x = Math.cos(turn * from);
      let y = Math.sin(turn * from);
      for (let i = from; i < Math.min(from + STEP, sheet.length); i++) {
        sheet[i] = (sheet[i] ?? 0) + loud * y;
        const turned = x * cos - y * sin;
        y = x * sin + y * cos;
        x = turned;
      }
    }
  }
  return sheet;
}

/** From 0 to 1 and back over these seconds, smoothly; nothing outside. */
export function swell(from: number, until: number): (second: number) => number {
  return (second) =>
    second <= from || second >= until ? 0 : Math.sin((Math.PI * (second - from)) / (until - from)) ** 2;
}
