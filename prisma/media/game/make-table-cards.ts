import { makeZip } from '../make-zip.ts';
import { readText } from './read-text.ts';
import { stroke, svgSheet } from './svg-sheet.ts';

const [CARD_WIDTH, CARD_HEIGHT] = [50, 70];
const FONTS = "'Noto Serif KR', 'Noto Serif CJK KR', serif";

interface Card {
  name: string;
  count: number;
  color: string;
  says: string;
}

const CARDS: Card[] = [
  { name: '밥', count: 5, color: '#efe6d0', says: '국과 짝을 이루면 4점' },
  { name: '국', count: 5, color: '#c9b48a', says: '밥과 짝을 이루면 4점' },
  { name: '김치', count: 6, color: '#c4553b', says: '가장 많으면 5점, 둘째는 2점' },
  { name: '나물', count: 6, color: '#7d955d', says: '1장 1점, 2장 3점, 3장부터 6점' },
  { name: '구이', count: 4, color: '#a0713f', says: '장이 있으면 3점, 없으면 1점' },
  { name: '장', count: 2, color: '#4a342a', says: '구이를 살린다' },
  { name: '숭늉', count: 2, color: '#d9b36c', says: '밥이 두 장 이상이면 4점' },
  { name: '손님', count: 2, color: '#7a8aa0', says: '밥·국 짝이 둘이면 5점, 아니면 −2점' },
];

/** The demo's card game: two sheets to print, the rules and a score card. */
export function makeTableCards(): Buffer {
  const deck = CARDS.flatMap((card) => Array.from({ length: card.count }, () => card));
  const head = ['판', '이름', ...CARDS.map(({ name }) => name), '합계'];
  const lines = [1, 2, 3].flatMap((round) =>
    Array.from({ length: 4 }, () => [round, ...head.slice(1).map(() => '')]),
  );
  return makeZip({
    'rules.txt': readText('table.txt'),
    'cards-1.svg': drawSheet(deck.slice(0, 16)),
    'cards-2.svg': drawSheet(deck.slice(16)),
    'score.csv': `\uFEFF${[head, ...lines].map((line) => line.join(',')).join('\n')}\n`,
  });
}

function drawSheet(cards: Card[]): string {
  const drawn = cards.map((card, index) => {
    const place = `translate(${5 + (index % 4) * CARD_WIDTH} ${8 + Math.floor(index / 4) * CARD_HEIGHT})`;
    return `<g transform="${place}">${drawCard(card)}</g>`;
  });
  const content = `<g font-family="${FONTS}" text-anchor="middle">${drawn.join('')}</g>`;
  return svgSheet({ width: 210, height: 297, unit: 'mm', content });
}

function drawCard({ name, color, says }: Card): string {
  const middle = CARD_WIDTH / 2;
  const [first = '', second = ''] = says.split(/, (?=\S+$|.*점$)/);
  const inside = `<ellipse cx="${middle}" cy="34" rx="15" ry="3.4" fill="#fff" stroke="${color}"/>`;
  const bowl = `<path d="M10 34h30a15 13 0 0 1-30 0z" fill="${color}"/>${inside}`;
  const text = (y: number, size: number, words: string) =>
    `<text x="${middle}" y="${y}" font-size="${size}" fill="#2a2520">${words}</text>`;
  const edge = stroke(`M0 0h${CARD_WIDTH}v${CARD_HEIGHT}H0z`, { color: '#8b8172', width: 0.3 });
  return edge + bowl + text(20, 9, name) + text(57, 3, first) + text(62, 3, second);
}
