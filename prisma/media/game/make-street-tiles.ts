import { makeZip } from '../make-zip.ts';

const SIDE = 45;
const RULES = `골목 잇기

준비: tiles.svg를 인쇄해 열여섯 장으로 자르고, 뒤집어 섞은 뒤 한 사람이 세 장씩 가져가요.
차례: 한 장을 놓고 한 장을 가져가요. 놓는 타일은 이미 놓인 타일과 한 변 이상 맞닿아야 하고, 길은 길과 이어져야 해요.
끝: 더 놓을 수 없으면 끝나요. 가장 길게 이어진 골목의 칸 수가 점수예요.
볕: 두 번째 판부터는 위에서 아래로 곧게 난 칸마다 1점을 더해요.
비김: 점수가 같으면 타일이 적게 남은 사람이 이겨요.
`;
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
  return makeZip({ 'tiles.svg': drawSheet(), 'rules.txt': RULES, 'score.csv': SCORE });
}

function drawSheet(): string {
  const tiles = [...STREETS, ...STREETS].map((ways, index) => {
    const streets = [...ways].map((way) => {
      const [x, y] = ENDS[way] ?? [0, 0];
      return `<path d="M${SIDE / 2} ${SIDE / 2}L${x} ${y}" stroke="#b5651d" stroke-width="9" stroke-linecap="round"/>`;
    });
    const place = `translate(${(index % 4) * SIDE} ${Math.floor(index / 4) * SIDE})`;
    return `<g transform="${place}"><path d="M0 0h${SIDE}v${SIDE}H0z" fill="none" stroke="#8b8172" stroke-width=".4"/>${streets.join('')}</g>`;
  });
  const size = SIDE * 4;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}mm" height="${size}mm" viewBox="0 0 ${size} ${size}">${tiles.join('')}</svg>\n`;
}
