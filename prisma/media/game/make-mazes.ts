import { makeZip } from '../make-zip.ts';
import { seededRandom } from '../random.ts';
import { readText } from './read-text.ts';
import { stroke, svgSheet } from './svg-sheet.ts';

// Millimetres on A4.
const [PAGE_WIDTH, PAGE_HEIGHT, MARGIN] = [210, 297, 15];

interface Maze {
  columns: number;
  rows: number;
  /** For each cell, the cells that one can step to. */
  ways: number[][];
  /** Cells from the entrance to the exit. */
  path: number[];
}

/** The demo's mazes to print: nine of growing size, with their solutions and things to play on them. */
export function makeMazes(): Buffer {
  const mazes = Array.from({ length: 9 }, (_, n) => growMaze(8 + 3 * n, 11 + 4 * n, 500 + n));
  const sheets = mazes.map((maze, n): [string, string] => [`maze-${n + 1}.svg`, drawSheet(maze)]);
  return makeZip({
    'read-me.txt': readText('mazes.txt'),
    ...Object.fromEntries(sheets),
    'solutions.svg': drawSolutions(mazes),
  });
}

function growMaze(columns: number, rows: number, seed: number): Maze {
  const random = seededRandom(seed);
  const ways: number[][] = Array.from({ length: columns * rows }, () => []);
  const seen = new Set([0]);
  const walk = [0];
  let path: number[] = [];
  for (let here = walk.at(-1); here !== undefined; here = walk.at(-1)) {
    if (here === columns * rows - 1) path = [...walk];
    const open = neighbours(here, columns, rows).filter((cell) => !seen.has(cell));
    const next = open[Math.floor(random() * open.length)];
    if (next === undefined) {
      walk.pop();
      continue;
    }
    ways[here]?.push(next);
    ways[next]?.push(here);
    seen.add(next);
    walk.push(next);
  }
  return { columns, rows, ways, path };
}

function neighbours(cell: number, columns: number, rows: number): number[] {
  const [row, column] = [Math.floor(cell / columns), cell % columns];
  return [
    ...(row > 0 ? [cell - columns] : []),
    ...(row < rows - 1 ? [cell + columns] : []),
    ...(column > 0 ? [cell - 1] : []),
    ...(column < columns - 1 ? [cell + 1] : []),
  ];
}

/** The walls, in units of one cell. */
function drawWalls({ columns, rows, ways }: Maze): string {
  const walls = [`M1 0H${columns}`, `M0 ${rows}H${columns - 1}`, `M0 0V${rows}`, `M${columns} 0V${rows}`];
  for (const [cell, open] of ways.entries()) {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    if (column < columns - 1 && !open.includes(cell + 1)) walls.push(`M${column + 1} ${row}v1`);
    if (row < rows - 1 && !open.includes(cell + columns)) walls.push(`M${column} ${row + 1}h1`);
  }
  return stroke(walls.join(''), { color: '#2a2520', width: 0.14 });
}

function drawSheet(maze: Maze): string {
  const cell = Math.min((PAGE_WIDTH - 2 * MARGIN) / maze.columns, (PAGE_HEIGHT - 2 * MARGIN) / maze.rows);
  const left = (PAGE_WIDTH - cell * maze.columns) / 2;
  const top = (PAGE_HEIGHT - cell * maze.rows) / 2;
  const place = `translate(${left.toFixed(2)} ${top.toFixed(2)}) scale(${cell.toFixed(3)})`;
  return page(`<g transform="${place}">${drawWalls(maze)}</g>`);
}

function drawSolutions(mazes: Maze[]): string {
  const drawn = mazes.map((maze, n) => {
    const scale = 54 / Math.max(maze.columns, maze.rows * 0.72);
    const place = `translate(${15 + (n % 3) * 62} ${18 + Math.floor(n / 3) * 90}) scale(${scale.toFixed(3)})`;
    const way = maze.path.map((cell, step) => {
      const [x, y] = [(cell % maze.columns) + 0.5, Math.floor(cell / maze.columns) + 0.5];
      return `${step === 0 ? 'M' : 'L'}${x} ${y}`;
    });
    const line = stroke(way.join(''), { color: '#b5651d', width: 0.3 });
    return `<g transform="${place}">${line}${drawWalls(maze)}</g>`;
  });
  return page(drawn.join(''));
}

function page(content: string): string {
  return svgSheet({ width: PAGE_WIDTH, height: PAGE_HEIGHT, unit: 'mm', content });
}
