import { makeZip } from '../make-zip.ts';
import { seededRandom } from '../random.ts';
import { readText } from './read-text.ts';
import { svgSheet } from './svg-sheet.ts';

const SIDE = 64;
const [SEA, SAND, LAND] = ['#6f9fb0', '#e3cf9c', '#8fa36b'];
const BEACH = 9;
const [COLUMNS, ROWS] = [14, 10];

/** The demo's tile set for people who make games: every coast from sixteen tiles, with a map to try. */
export function makeShoreTiles(): Buffer {
  const numbers = Array.from({ length: 16 }, (_, number) => number);
  const island = growIsland(COLUMNS, ROWS);
  const tiles = numbers.map((number): [string, string] => [
    `tiles/shore-${String(number).padStart(2, '0')}.svg`,
    svgSheet({ width: SIDE, height: SIDE, content: drawTile(number) }),
  ]);
  const sheet = numbers.map((number) => put(number, number % 4, Math.floor(number / 4)));
  const map = island.tiles.flatMap((row, y) => row.map((number, x) => put(number, x, y)));
  const set = {
    size: SIDE,
    corners: { topLeft: 1, topRight: 2, bottomRight: 4, bottomLeft: 8 },
    tiles: tiles.map(([file], number) => ({ number, file })),
  };
  return makeZip({
    'read-me.txt': readText('shoreline.txt'),
    ...Object.fromEntries(tiles),
    'sheet.svg': svgSheet({ width: 4 * SIDE, height: 4 * SIDE, content: sheet.join('') }),
    'tileset.json': `${JSON.stringify(set, null, 2)}\n`,
    'island.json': `${JSON.stringify(island)}\n`,
    'island.svg': svgSheet({ width: COLUMNS * SIDE, height: ROWS * SIDE, content: map.join('') }),
  });
}

function put(number: number, x: number, y: number): string {
  const place = `x="${x * SIDE}" y="${y * SIDE}" width="${SIDE}" height="${SIDE}"`;
  return `<svg ${place} viewBox="0 0 ${SIDE} ${SIDE}">${drawTile(number)}</svg>`;
}

function drawTile(number: number): string {
  const sea = `<path d="M0 0h${SIDE}v${SIDE}H0z" fill="${number === 15 ? LAND : SEA}"/>`;
  if (number === 0 || number === 15) return sea;
  const coast = coastOf(number);
  const beach = `<path d="${coast}" fill="${SAND}" stroke="${SAND}" stroke-width="${BEACH}"/>`;
  return `${sea}${beach}<path d="${coast}" fill="${LAND}"/>`;
}

const HALF = SIDE / 2;
// A quarter of a disc in each corner, a straight half on each side; three corners are all but a quarter.
const CORNER: Record<number, string> = {
  1: `M-9 -9V${HALF}H0A${HALF} ${HALF} 0 0 0 ${HALF} 0V-9z`,
  2: `M${SIDE + 9} -9V${HALF}H${SIDE}A${HALF} ${HALF} 0 0 1 ${HALF} 0V-9z`,
  4: `M${SIDE + 9} ${SIDE + 9}V${HALF}H${SIDE}A${HALF} ${HALF} 0 0 0 ${HALF} ${SIDE}V${SIDE + 9}z`,
  8: `M-9 ${SIDE + 9}V${HALF}H0A${HALF} ${HALF} 0 0 1 ${HALF} ${SIDE}V${SIDE + 9}z`,
};
const COAST: Record<number, string> = {
  3: `M-9 -9V${HALF}H${SIDE + 9}V-9z`,
  6: `M${SIDE + 9} -9H${HALF}V${SIDE + 9}H${SIDE + 9}z`,
  12: `M-9 ${SIDE + 9}V${HALF}H${SIDE + 9}V${SIDE + 9}z`,
  9: `M-9 -9H${HALF}V${SIDE + 9}H-9z`,
  7: `M-9 -9H${SIDE + 9}V${SIDE + 9}H${HALF}V${SIDE}A${HALF} ${HALF} 0 0 0 0 ${HALF}H-9z`,
  14: `M${SIDE + 9} -9V${SIDE + 9}H-9V${HALF}H0A${HALF} ${HALF} 0 0 0 ${HALF} 0V-9z`,
  13: `M-9 -9H${HALF}V0A${HALF} ${HALF} 0 0 0 ${SIDE} ${HALF}H${SIDE + 9}V${SIDE + 9}H-9z`,
  11: `M-9 -9H${SIDE + 9}V${HALF}H${SIDE}A${HALF} ${HALF} 0 0 0 ${HALF} ${SIDE}V${SIDE + 9}H-9z`,
};

function coastOf(number: number): string {
  return COAST[number] ?? [1, 2, 4, 8].map((bit) => (number & bit ? (CORNER[bit] ?? '') : '')).join('');
}

/** A round of land with a frayed edge, as corners and as the tiles they make. */
function growIsland(columns: number, rows: number): { land: number[][]; tiles: number[][] } {
  const random = seededRandom(88);
  const land = Array.from({ length: rows + 1 }, (_, y) =>
    Array.from({ length: columns + 1 }, (_, x) => {
      const [dx, dy] = [(x - columns / 2) / (columns / 2), (y - rows / 2) / (rows / 2)];
      return Math.hypot(dx, dy) + 0.5 * (random() - 0.5) < 0.78 ? 1 : 0;
    }),
  );
  const at = (y: number, x: number) => land[y]?.[x] ?? 0;
  const tiles = Array.from({ length: rows }, (_, y) =>
    Array.from(
      { length: columns },
      (_, x) => at(y, x) + 2 * at(y, x + 1) + 4 * at(y + 1, x + 1) + 8 * at(y + 1, x),
    ),
  );
  return { land, tiles };
}
