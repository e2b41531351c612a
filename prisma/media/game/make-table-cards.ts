import { makeZip } from '../make-zip.ts';

const [CARD_WIDTH, CARD_HEIGHT] = [50, 70];

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

const RULES = `밥상 차리기

둘에서 넷이 15분쯤 하는 놀이예요. 카드는 서른두 장이에요.

준비
  cards-1.svg와 cards-2.svg를 A4에 그대로 인쇄해 선을 따라 잘라요. 두꺼운 종이가 좋아요.
  잘 섞어서 한 사람에게 여덟 장씩 나눠 줘요. 남은 카드는 보지 않고 옆에 둬요.

차례
  1. 모두 손에서 한 장을 골라 엎어 놓아요.
  2. 다 같이 뒤집어 자기 앞 밥상에 펼쳐요.
  3. 손에 남은 카드를 왼쪽 사람에게 통째로 넘겨요. 둘이 할 때는 서로 바꿔요.
  4. 손이 빌 때까지 되풀이해요. 모두 여덟 장을 차렸으면 점수를 세요.

점수
  밥과 국   짝마다 4점. 짝이 없는 밥이나 국은 점수가 없어요.
  김치      가장 많이 놓은 사람 5점, 둘째 2점. 같으면 나눠서 내림해요. 한 장도 없으면 받지 못해요.
  나물      1장 1점, 2장 3점, 3장 이상 6점.
  구이      장이 한 장이라도 있으면 장마다 3점, 없으면 1점.
  장        그 자체로는 0점.
  숭늉      밥이 두 장 이상이면 4점, 아니면 0점. 여러 장이면 한 장만 세요.
  손님      밥·국 짝이 둘 이상이면 5점, 아니면 −2점.

  세 판을 하고 합이 가장 큰 사람이 이겨요. 비기면 마지막 판에 밥이 많은 사람이 이겨요.

변형: 넘기는 상
  둘째 판에는 오른쪽으로 넘겨요.
변형: 아이와 함께
  손님과 장을 빼고 구이는 언제나 3점으로 해요.
`;

/** The demo's card game: two sheets to print, the rules and a score card. */
export function makeTableCards(): Buffer {
  const deck = CARDS.flatMap((card) => Array.from({ length: card.count }, () => card));
  const head = ['판', '이름', ...CARDS.map(({ name }) => name), '합계'];
  const lines = [1, 2, 3].flatMap((round) =>
    Array.from({ length: 4 }, () => [round, ...head.slice(1).map(() => '')]),
  );
  return makeZip({
    'rules.txt': RULES,
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
  return `<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297" font-family="'Noto Serif KR', 'Noto Serif CJK KR', serif" text-anchor="middle">${drawn.join('')}</svg>\n`;
}

function drawCard({ name, color, says }: Card): string {
  const middle = CARD_WIDTH / 2;
  const [first = '', second = ''] = says.split(/, (?=\S+$|.*점$)/);
  const bowl = `<path d="M10 34h30a15 13 0 0 1-30 0z" fill="${color}"/><ellipse cx="${middle}" cy="34" rx="15" ry="3.4" fill="#fff" stroke="${color}" stroke-width="1"/>`;
  const text = (y: number, size: number, words: string) =>
    `<text x="${middle}" y="${y}" font-size="${size}" fill="#2a2520">${words}</text>`;
  return `<path d="M0 0h${CARD_WIDTH}v${CARD_HEIGHT}H0z" fill="none" stroke="#8b8172" stroke-width=".3"/>${bowl}${text(20, 9, name)}${text(57, 3, first)}${text(62, 3, second)}`;
}
