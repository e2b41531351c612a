import { makeZip } from '../make-zip.ts';
import { seededRandom } from '../random.ts';
import { readText } from './read-text.ts';

const LEVELS = 24;

/** The demo's puzzle: a page that plays, its boards as data, and the rules. */
export function makeLamps(): Buffer {
  const levels = Array.from({ length: LEVELS }, (_, number) => makeLevel(number));
  const data = `${JSON.stringify({ name: 'Lamps', levels }, null, 2)}\n`;
  const page = readText('lamps.html').replace(
    'id="levels">[]<',
    () => `id="levels">${JSON.stringify(levels)}<`,
  );
  return makeZip({ 'play.html': page, 'levels.json': data, 'rules.txt': readText('lamps.txt') });
}

/** A dark board with some lamps pressed, so it can be put out. Boards grow, and need more presses. */
function makeLevel(number: number) {
  const size = number < 6 ? 3 : number < 14 ? 4 : 5;
  const presses = 2 + Math.floor(number / 2.4) - (number < 14 ? 0 : 1);
  const random = seededRandom(1_000 + number);
  const solution = new Set<number>();
  while (solution.size < presses) solution.add(Math.floor(random() * size * size));
  const lit = new Set<number>();
  for (const lamp of solution)
    for (const other of withNeighbours(lamp, size)) if (!lit.delete(other)) lit.add(other);
  const rows = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => (lit.has(row * size + column) ? '#' : '.')).join(''),
  );
  const places = [...solution].sort((a, b) => a - b).map((lamp) => [Math.floor(lamp / size), lamp % size]);
  return { number: number + 1, size, presses, rows, solution: places };
}

function withNeighbours(lamp: number, size: number): number[] {
  const [row, column] = [Math.floor(lamp / size), lamp % size];
  const places = [
    [row, column],
    [row - 1, column],
    [row + 1, column],
    [row, column - 1],
    [row, column + 1],
  ];
  return places.flatMap(([r = -1, c = -1]) =>
    r < 0 || c < 0 || r >= size || c >= size ? [] : [r * size + c],
  );
}
