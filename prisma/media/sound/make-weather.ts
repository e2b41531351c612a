import { seededRandom } from '../random.ts';
import { band } from './noise.ts';
import { addRoom, lay, openSheet, type Sheet, toWav } from './sheet.ts';
import { strike } from './strike.ts';
import { swell, tone } from './tone.ts';

type Random = () => number;

/** Rain on a tin roof; half-way it moves on to leaves. */
export function makeRain(): Buffer {
  const seconds = 17;
  const random = seededRandom(3);
  const sheet = openSheet(seconds);
  const onTin = (second: number) => Math.min(1, Math.max(0, (10 - second) / 3.5));
  const tin = Array.from({ length: 9 }, (_, n) =>
    strike(
      [1, 1.83, 2.9].map((ratio, k) => ({
        hz: (900 + 190 * n) * ratio,
        loudness: 1 / (k + 1),
        fades: 0.018 + 0.004 * n,
        rises: 0.0004,
      })),
      0.15,
    ),
  );
  const leaf = Array.from({ length: 7 }, (_, n) =>
    strike([{ hz: 240 + 70 * n, loudness: 1, fades: 0.009, rises: 0.0006 }], 0.06),
  );
  for (let at = 0.05; at < seconds - 0.2; at += 0.0045 + 0.011 * random()) {
    const drops = random() < onTin(at) ? tin : leaf;
    const drop = drops[Math.floor(random() * drops.length)];
    if (drop) lay(sheet, drop, { at, gain: 0.15 + 0.85 * random() ** 3 });
  }
  const hiss = { seconds, random, width: 0.9 };
  lay(sheet, band({ ...hiss, hz: () => 3_000, gain: (s) => 0.05 + 0.04 * onTin(s) }), { at: 0 });
  lay(sheet, band({ ...hiss, hz: () => 900, gain: (s) => 0.12 * (1 - onTin(s)) }), { at: 0 });
  return toWav(sheet);
}

// Open fifths that lean on one another, low to high.
const CHORDS = [
  [110, 165, 220, 277.2],
  [98, 146.8, 220, 293.7],
  [82.4, 164.8, 207.7, 246.9],
];

/** Surf, and three chords that come in with the water and go out with it. */
export function makeTideTurning(): Buffer {
  const seconds = 20;
  const random = seededRandom(4);
  const sheet = openSheet(seconds);
  for (const [n, chord] of CHORDS.entries())
    for (const hz of chord) {
      const gain = swell(n * 6 - 0.5, n * 6 + 8);
      lay(sheet, tone({ hz, seconds, partials: [0.3, 0.08, 0.04], gain }), { at: 0, gain: 0.5 });
    }
  const waves = [0.3, 5.4, 11, 16.2].map((at) => ({
    rise: swell(at, at + 6),
    foam: swell(at + 1.6, at + 5),
  }));
  const sum = (of: 'rise' | 'foam', second: number) =>
    waves.reduce((total, wave) => total + wave[of](second), 0);
  const surf = { seconds, random, width: 0.8 };
  lay(
    sheet,
    band({ ...surf, hz: (s) => 260 + 500 * sum('rise', s), gain: (s) => 0.1 + 0.45 * sum('rise', s) }),
    { at: 0 },
  );
  lay(sheet, band({ ...surf, hz: () => 3_200, gain: (s) => 0.16 * sum('foam', s) }), { at: 0 });
  return toWav(sheet);
}

/** Wind in wires: each sings at a pitch that follows the wind's speed, the thin ones higher. */
export function makeWindInWires(): Buffer {
  const seconds = 17;
  const random = seededRandom(5);
  const sheet = openSheet(seconds);
  const speed = (second: number) =>
    0.55 +
    0.25 * Math.sin(second * 0.62) +
    0.13 * Math.sin(second * 1.71 + 1) +
    0.06 * Math.sin(second * 4.3);
  for (const [thickness, loud] of [
    [1, 0.5],
    [1.31, 0.42],
    [1.98, 0.5],
    [2.62, 0.4],
  ] as const) {
    const wire = { seconds, random, width: 0.012 };
    const gain = (second: number) => loud * speed(second - thickness) ** 2.4;
    lay(sheet, band({ ...wire, hz: (s) => (1_150 / thickness) * speed(s), gain }), { at: 0, gain: 0.35 });
  }
  lay(
    sheet,
    band({ seconds, random, hz: (s) => 350 * speed(s), width: 0.7, gain: (s) => 0.5 * speed(s) ** 2 }),
    { at: 0 },
  );
  return toWav(sheet);
}

/** A tick for the flash, then the thunder: from half a kilometre, one kilometre and nearly two. */
export function makeThunder(): Buffer {
  const random = seededRandom(6);
  const sheet = openSheet(21);
  for (const [flash, kilometres] of [
    [0.3, 0.5],
    [6, 1],
    [12, 1.9],
  ] as const) {
    const tick = strike([{ hz: 2_600, loudness: 1, fades: 0.012, rises: 0.0005 }], 0.1);
    lay(sheet, tick, { at: flash, gain: 0.22 });
    lay(sheet, rumble(kilometres, random), { at: flash + kilometres / 0.343 });
  }
  lay(sheet, band({ seconds: 21, random, hz: () => 2_200, width: 0.9, gain: () => 0.035 }), { at: 0 });
  return toWav(sheet);
}

// A crooked channel is heard piece by piece; what comes from afar has lost its high tones.
function rumble(kilometres: number, random: Random): Sheet {
  const seconds = 3.4 + kilometres;
  const sheet = openSheet(seconds);
  for (let piece = 0; piece < 16; piece++) {
    const at = seconds * 0.75 * (piece / 16) ** 1.2 * (0.8 + 0.4 * random());
    const length = 0.35 + 0.5 * random();
    const part = band({
      seconds: length,
      random,
      hz: (second) => (70 + 500 / (1 + 3 * kilometres + 2 * at)) * (1 - 0.4 * (second / length)),
      width: 0.85,
      gain: (second) => Math.min(1, second / 0.02) * (1 - second / length) ** 1.5,
    });
    const loud = (piece === 0 ? 1.5 : 0.4 + 0.7 * random()) * (1 - 0.6 * (at / seconds));
    lay(sheet, part, { at, gain: loud / (0.6 + kilometres) });
  }
  return sheet;
}

/** A fog signal, the shore's echo, and another one that answers from far off. */
export function makeFogSignal(): Buffer {
  const seconds = 19;
  const random = seededRandom(7);
  const sheet = openSheet(seconds);
  const horn = (hz: number, long: number) => {
    const gain = (second: number) => Math.min(1, second / 0.12, Math.max(0, (long - second) / 0.25));
    return tone({ hz, seconds: long, partials: [0.5, 0.35, 0.3, 0.16, 0.12, 0.07], gain });
  };
  const [near, far] = [horn(146.8, 2.4), horn(110, 3)];
  for (const at of [0.6, 9.6]) {
    lay(sheet, near, { at });
    lay(sheet, near, { at: at + 1.9, gain: 0.2 });
    lay(sheet, near, { at: at + 3.1, gain: 0.07 });
    lay(sheet, far, { at: at + 5.2, gain: 0.22 });
  }
  addRoom(sheet, { seconds: 2.6, wet: 0.7 });
  const lap = (second: number) => 0.05 + 0.035 * Math.sin(second * 1.3) + 0.02 * Math.sin(second * 2.9);
  lay(sheet, band({ seconds, random, hz: () => 420, width: 0.8, gain: lap }), { at: 0 });
  return toWav(sheet);
}
