import { makeWav } from '../make-wav.ts';

const RATE = 22_050;
const STRIKE_SECONDS = 4.5;
const PRIME_HZ = 330;

interface Partial {
  /** Of the prime's frequency. */
  ratio: number;
  loudness: number;
  /** Seconds until a third of it is left. */
  fades: number;
}

const HUM: Partial = { ratio: 0.5, loudness: 0.5, fades: 2.2 };
const PRIME: Partial = { ratio: 1, loudness: 0.6, fades: 1.4 };
const UPPER: Partial[] = [
  { ratio: 1.5, loudness: 0.25, fades: 0.8 },
  { ratio: 2, loudness: 0.7, fades: 0.9 },
  { ratio: 3, loudness: 0.35, fades: 0.5 },
  { ratio: 4, loudness: 0.25, fades: 0.35 },
];
const tierce = (ratio: number): Partial => ({ ratio, loudness: 0.55, fades: 1.2 });

const STROKES: Partial[][] = [
  [HUM, PRIME, tierce(1.2), ...UPPER],
  [HUM, PRIME, tierce(1.25), ...UPPER],
  [HUM, tierce(1.2), ...UPPER],
  [HUM, PRIME, tierce(1.2), ...UPPER],
];

/** The demo's track: four strokes of a bell that was never cast, as a WAV file (22 kHz, mono, 16 bits). */
export function makeBell(): Buffer {
  const perStroke = Math.round(RATE * STRIKE_SECONDS);
  const data = Buffer.alloc(STROKES.length * perStroke * 2);
  for (const [stroke, partials] of STROKES.entries())
    for (let i = 0; i < perStroke; i++)
      data.writeInt16LE(Math.round(6_500 * sampleAt(partials, i / RATE)), (stroke * perStroke + i) * 2);
  return makeWav(data, RATE);
}

function sampleAt(partials: Partial[], seconds: number): number {
  // A clapper needs a moment, and a sound that is cut off clicks.
  const edge = Math.min(1, seconds / 0.004, (STRIKE_SECONDS - seconds) / 0.05);
  const sum = partials.reduce(
    (total, { ratio, loudness, fades }) =>
      total + loudness * Math.exp(-seconds / fades) * Math.sin(2 * Math.PI * PRIME_HZ * ratio * seconds),
    0,
  );
  return edge * sum;
}
