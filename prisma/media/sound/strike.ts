import { openSheet, RATE, type Sheet } from './sheet.ts';

export interface Mode {
  hz: number;
  loudness: number;
  /** Seconds until a third of it is left. */
  fades: number;
  /** Seconds until it is there. */
  rises?: number;
}

const SILENT = 1e-4;

/** Something struck once: plain tones that die away, each at its own pace. */
export function strike(modes: Mode[], seconds: number): Sheet {
  const sheet = openSheet(seconds);
  for (const mode of modes) addMode(sheet, mode);
  return sheet;
}

// A turning pointer instead of a sine each time: two multiplications a sample.
function addMode(sheet: Sheet, { hz, loudness, fades, rises = 0.003 }: Mode): void {
  const keep = Math.exp(-1 / (fades * RATE));
  const turn = (2 * Math.PI * hz) / RATE;
  const [cos, sin] = [keep * Math.cos(turn), keep * Math.sin(turn)];
  const open = Math.exp(-1 / (rises * RATE));
  const until = Math.min(sheet.length, Math.ceil(-Math.log(SILENT) * (fades + rises) * RATE));
  let x = loudness;
  let y = 0;
  let shut = 1;
  for (let i = 0; i < until; i++) {
    sheet[i] = (sheet[i] ?? 0) + y * (1 - shut);
    const turned = x * cos - y * sin;
    y = x * sin + y * cos;
    x = turned;
    shut *= open;
  }
}

// Proportions of a tuned bell, over its prime.
const BELL = [
  { ratio: 0.5, loudness: 0.5, fades: 1.6 },
  { ratio: 1, loudness: 0.6, fades: 1 },
  { ratio: 1.2, loudness: 0.5, fades: 0.85 },
  { ratio: 1.5, loudness: 0.2, fades: 0.6 },
  { ratio: 2, loudness: 0.7, fades: 0.65 },
  { ratio: 2.5, loudness: 0.15, fades: 0.4 },
  { ratio: 3, loudness: 0.3, fades: 0.35 },
  { ratio: 4.05, loudness: 0.2, fades: 0.22 },
];

/** A church bell with this note; `length` stretches how long it rings. */
export function bellModes(hz: number, length = 1): Mode[] {
  return BELL.map(({ ratio, loudness, fades }) => ({ hz: hz * ratio, loudness, fades: fades * length }));
}

/** A bowl of metal struck at its rim: each tone is a pair, slightly apart, that beats. */
export function bowlModes(hz: number, { length = 1, apart = 0.9 } = {}): Mode[] {
  const tones = [
    { ratio: 1, loudness: 0.7, fades: 2.6 },
    { ratio: 2.71, loudness: 0.35, fades: 1.5 },
    { ratio: 5.15, loudness: 0.14, fades: 0.8 },
    { ratio: 8.1, loudness: 0.05, fades: 0.4 },
  ];
  return tones.flatMap(({ ratio, loudness, fades }) =>
    [0, apart].map((more) => ({
      hz: hz * ratio + more * ratio,
      loudness: loudness / 2,
      fades: fades * length,
      rises: 0.006,
    })),
  );
}
