import { seededRandom } from '../random.ts';
import { pluck } from './pluck.ts';
import { addRoom, lay, openSheet, type Sheet, toWav } from './sheet.ts';
import { strike } from './strike.ts';

// Twelve strings in five notes, fifths and fourths pure: sol do re sol la do re mi sol la do re.
const DO = 130.8;
const STRINGS = [3 / 4, 1, 9 / 8, 3 / 2, 27 / 16, 2, 9 / 4, 81 / 32, 3, 27 / 8, 4, 9 / 2].map(
  (ratio) => DO * ratio,
);

interface Note {
  string: number;
  at: number;
  loud?: number;
  /** A finger rocks behind the bridge: always above the note. */
  rock?: number;
  seconds?: number;
}

type Random = () => number;

function play(sheet: Sheet, note: Note, random: Random): void {
  const { string, at, loud = 0.8, rock = 0, seconds = 3 } = note;
  // The bridges stand free and slip a little.
  const hz = (STRINGS[string - 1] ?? DO) * (1 + 0.0015 * (random() - 0.5));
  const bend = (second: number) =>
    rock === 0 || second < 0.18 ? 1 : 1 + (rock * (1 - Math.cos(2 * Math.PI * 4.6 * (second - 0.18)))) / 2;
  const sound = pluck({ hz, seconds, random, bright: 0.25 + 0.5 * loud, kept: 0.9965, bend });
  lay(sheet, sound, { at, gain: loud });
}

/** A few free phrases that try the strings: runs that hurry, and long notes that rock. */
export function makePrelude(): Buffer {
  const random = seededRandom(12);
  const sheet = openSheet(17);
  const phrases: [number, number[], number][] = [
    [0.2, [1, 4, 6], 0.62],
    [3.6, [4, 5, 6, 7, 8, 9], 0.24],
    [7, [12, 11, 10, 9, 8, 7, 6, 5, 4], 0.15],
    [10.6, [6, 7, 6, 5, 4], 0.42],
  ];
  for (const [from, strings, pace] of phrases)
    for (const [n, string] of strings.entries()) {
      const last = n === strings.length - 1;
      // A run hurries as it goes.
      const at = from + pace * n * (1 - 0.025 * n);
      const note = { string, at, loud: last ? 0.95 : 0.6 + 0.03 * n };
      play(sheet, { ...note, rock: last ? 0.055 : 0, seconds: last ? 3.6 : 2.2 }, random);
    }
  play(sheet, { string: 1, at: 13.6, loud: 0.9, rock: 0.04, seconds: 3.4 }, random);
  play(sheet, { string: 6, at: 13.66, loud: 0.5, seconds: 3.3 }, random);
  addRoom(sheet, { seconds: 0.9, wet: 0.25 });
  return toWav(sheet);
}

const BEAT_SECONDS = 0.41;
// Twelve beats: where the drum's low and high heads are struck.
const LOW_HEAD = [0, 5, 8];
const HIGH_HEAD = [2, 4, 8, 11];
const WALK: (number | null)[][] = [
  [6, null, 7, 8, 7, null, 6, null, 5, null, 4, null],
  [6, null, 7, 8, 9, null, 8, 7, 8, null, null, null],
  [10, null, 9, 8, 9, null, 7, null, 8, 7, 6, null],
  [7, null, 6, 5, 4, null, 5, null, 6, null, null, null],
];

/** A tune of four lines over a slow round of twelve beats, with a drum of two heads. */
export function makeTwelveBeats(): Buffer {
  const random = seededRandom(34);
  const sheet = openSheet(4 * 12 * BEAT_SECONDS + 1.2);
  const low = strike(
    [82, 131, 190].map((hz, n) => ({ hz, loudness: 1 / (n + 1), fades: 0.16 })),
    0.8,
  );
  const high = strike(
    [310, 520, 905].map((hz, n) => ({ hz, loudness: 0.6 / (n + 1), fades: 0.05 })),
    0.3,
  );
  for (const [line, notes] of WALK.entries())
    for (const [beat, string] of notes.entries()) {
      const at = 0.1 + (line * 12 + beat) * BEAT_SECONDS;
      if (LOW_HEAD.includes(beat)) lay(sheet, low, { at, gain: 0.8 });
      if (HIGH_HEAD.includes(beat)) lay(sheet, high, { at, gain: 0.5 });
      if (string === null) continue;
      const held = notes[beat + 1] === null;
      play(sheet, { string, at, loud: held ? 0.9 : 0.7, rock: held && beat % 3 === 0 ? 0.045 : 0 }, random);
      if (beat === 0) play(sheet, { string: 1 + (line % 2), at, loud: 0.5 }, random);
    }
  addRoom(sheet, { seconds: 0.7, wet: 0.2 });
  return toWav(sheet);
}

const PULSE_SECONDS = 0.135;
const FIGURE = [6, 8, 9, 8, 10, 9];

/** A quick figure of six whose accent falls every fifth note, so that it never leans twice the same way. */
export function makeSlantingRain(): Buffer {
  const random = seededRandom(56);
  const sheet = openSheet(16);
  for (let pulse = 0; pulse < 106; pulse++) {
    const accent = pulse % 5 === 0;
    const away = Math.abs(pulse - 53) / 53;
    const lift = pulse >= 36 && pulse < 72 ? 1 : 0;
    const string = (FIGURE[pulse % 6] ?? 6) + lift;
    const loud = (accent ? 0.95 : 0.45) * (1 - 0.4 * away);
    play(sheet, { string, at: 0.1 + pulse * PULSE_SECONDS, loud, seconds: 1.1 }, random);
    if (pulse % 30 === 0) play(sheet, { string: 1 + (pulse % 4), at: 0.1 + pulse * PULSE_SECONDS }, random);
  }
  addRoom(sheet, { seconds: 0.8, wet: 0.25 });
  return toWav(sheet);
}

const STILL: [number, number][] = [
  [0.2, 8],
  [1.6, 7],
  [2.4, 6],
  [4.6, 9],
  [6.2, 8],
  [7, 7],
  [9.4, 10],
  [10.6, 9],
  [11.4, 8],
  [12.2, 6],
];
const LATE_SECONDS = 2.2;

/** A slow line that is answered by itself, later and softer, as from the far side of water. */
export function makeMoonOverPond(): Buffer {
  const random = seededRandom(78);
  const sheet = openSheet(18);
  for (const [at, string] of STILL)
    for (const echo of [0, 1, 2]) {
      const loud = 0.85 * 0.42 ** echo;
      play(sheet, { string, at: at + echo * LATE_SECONDS, loud, rock: 0.03, seconds: 3 }, random);
    }
  for (const at of [0.2, 4.6, 9.4, 13.6]) play(sheet, { string: at > 13 ? 1 : 2, at, loud: 0.6 }, random);
  addRoom(sheet, { seconds: 2.2, wet: 0.6 });
  return toWav(sheet);
}
