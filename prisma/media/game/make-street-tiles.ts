import { makeZip } from '../make-zip.ts';
import { readText } from './read-text.ts';
import { stroke, svgSheet } from './svg-sheet.ts';

const SIDE = 45;
const SCORE = `﻿판,이름,골목 길이,볕,합계\n${[1, 2, 3].map((round) => `${round},,,,`).join('\n')}\n`;

// Which sides a street leaves by: top, right, bottom, left.
const STREETS = ['TB', 'RL', 'TR', 'RB', 'BL', 'TL', 'TBR', 'TBL'];
const ENDS: Record<string, [number, number]> = {
  T: [SIDE / 2, 0],
  R: [SIDE, SIDE / 2],
  B: [SIDE / 2, SIDE],
  L: [0, SIDE / 2],
};

/** The demo's game item: a sheet of street tiles to print, its rules and a score card, in one archive. */
export function makeStreetTiles(): Buffer {
  return makeZip({ 'tiles.svg': drawSheet(), 'rules.txt': readText('streets.txt'), 'score.csv': SCORE });
}

function drawSheet(): string {
  const tiles = [...STREETS, ...STREETS].map((ways, index) => {
    const streets = [...ways].map((way) => {
      const [x, y] = ENDS[way] ?? [0, 0];
      return stroke(`M${SIDE / 2} ${SIDE / 2}L${x} ${y}`, { color: '#b5651d', width: 9 });
    });
    const place = `translate(${(index % 4) * SIDE} ${Math.floor(index / 4) * SIDE})`;
    const edge = stroke(`M0 0h${SIDE}v${SIDE}H0z`, { color: '#8b8172', width: 0.4 });
    return `<g transform="${place}">${edge}${streets.join('')}</g>`;
  });
  const size = SIDE * 4;
  return svgSheet({ width: size, height: size, unit: 'mm', content: tiles.join('') });
}
