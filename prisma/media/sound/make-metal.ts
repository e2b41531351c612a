import { seededRandom } from '../random.ts';
import { addRoom, lay, openSheet, toWav } from './sheet.ts';
import { bellModes, bowlModes, type Mode, strike } from './strike.ts';

// Treble to tenor, as the bells hang: the upper six of a major scale in plain proportions.
const RING = [5 / 3, 3 / 2, 4 / 3, 5 / 4, 9 / 8, 1].map((ratio) => 392 * ratio);
const BLOW_SECONDS = 0.215;

/** Six bells ring plain hunt: neighbours change places until all are home again. */
export function makePlainHunt(): Buffer {
  const sheet = openSheet(21);
  const bells = RING.map((hz) => strike(bellModes(hz, 0.75), 3.2));
  let row = RING.map((_, bell) => bell);
  let at = 0.1;
  for (let change = 0; change <= 12; change++) {
    for (const bell of row) {
      const sound = bells[bell];
      if (sound) lay(sheet, sound, { at });
      at += BLOW_SECONDS;
    }
    // Ringers leave the time of one blow after every second row.
    if (change % 2 === 1) at += BLOW_SECONDS;
    row = swapNeighbours(row, change % 2);
  }
  addRoom(sheet, { seconds: 1.6, wet: 0.5 });
  return toWav(sheet);
}

function swapNeighbours(row: number[], from: number): number[] {
  const next = [...row];
  for (let place = from; place + 1 < next.length; place += 2) {
    const [left = 0, right = 0] = [next[place], next[place + 1]];
    [next[place], next[place + 1]] = [right, left];
  }
  return next;
}

/** One stroke of a very large bell whose lowest tones are pairs, a fraction of a hertz apart. */
export function makeBreathingBell(): Buffer {
  const sheet = openSheet(22);
  const pairs: [number, number, number, number][] = [
    [64.07, 64.42, 0.6, 14],
    [168.52, 168.63, 0.8, 9],
    [360.1, 360.9, 0.4, 3.2],
    [477.4, 478.6, 0.3, 2.1],
    [640.2, 641.1, 0.2, 1.5],
    [822.5, 824.6, 0.14, 1],
    [1_062, 1_066, 0.1, 0.6],
  ];
  const modes = pairs.flatMap(([low, high, loudness, fades]) =>
    [low, high].map((hz): Mode => ({ hz, loudness: loudness / 2, fades, rises: 0.008 })),
  );
  lay(sheet, strike(modes, 21.7), { at: 0.2 });
  addRoom(sheet, { seconds: 1.2, wet: 0.3 });
  return toWav(sheet);
}

/** A gong whose high tones arrive after the low ones, as the blow spreads over the plate. */
export function makeOpeningGong(): Buffer {
  const random = seededRandom(1_926);
  const sheet = openSheet(17);
  const modes = Array.from({ length: 72 }, (_, index): Mode => {
    const hz = 72 * 1.058 ** index * (1 + 0.02 * random());
    const height = index / 72;
    return {
      hz,
      loudness: (0.5 + random()) * (1 - 0.6 * height),
      fades: 5.5 * (1 - height) ** 1.4 + 0.7,
      rises: 0.01 + 1.1 * height ** 1.3,
    };
  });
  lay(sheet, strike(modes, 16.6), { at: 0.15 });
  lay(sheet, strike([{ hz: 58, loudness: 1.4, fades: 3.5, rises: 0.02 }], 12), { at: 0.15 });
  return toWav(sheet);
}

const BOWLS = [220, 293.3, 330, 391.1, 495];
const FEWEST_BLOWS = 8;
const ROUND_SECONDS = 20;

/** Five bowls, each struck once more often in twenty seconds than the one before: they part and meet. */
export function makeFiveBowls(): Buffer {
  const sheet = openSheet(ROUND_SECONDS + 3);
  for (const [index, hz] of BOWLS.entries()) {
    const sound = strike(bowlModes(hz, { length: 0.9 }), 5);
    const blows = FEWEST_BLOWS + index;
    for (let blow = 0; blow <= blows; blow++)
      lay(sheet, sound, { at: 0.1 + (blow * ROUND_SECONDS) / blows, gain: 1 - 0.08 * index });
  }
  addRoom(sheet, { seconds: 2, wet: 0.4 });
  return toWav(sheet);
}
