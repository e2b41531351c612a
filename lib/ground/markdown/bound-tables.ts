import type { MarkdownIt, StateBlock } from 'markdown-it';

type BlockRule = (state: StateBlock, startLine: number, endLine: number, silent: boolean) => boolean;

/** Cells missing at the ends of rows. They are drawn anyway, so a few letters could ask for thousands. */
const MAX_MISSING_CELLS = 4_000;
/** A row costs at least two letters, so that narrow tables need no bound. */
const MIN_COLUMNS = 20;

/** Leaves a table whose rows lack thousands of cells as the lines that were typed. */
export function boundTables(md: MarkdownIt): void {
  // The parser's own rules begin with it.
  const [table] = md.block.ruler.getRules('') as [BlockRule];
  md.block.ruler.at(
    'table',
    (state: StateBlock, startLine: number, endLine: number, silent: boolean) =>
      !lacksTooMuch(state, startLine, endLine) && table(state, startLine, endLine, silent),
    { alt: ['paragraph', 'reference'] },
  );
}

function lacksTooMuch(state: StateBlock, startLine: number, endLine: number): boolean {
  const lineOf = (line: number) => state.src.slice(state.bMarks[line], state.eMarks[line]);
  if (startLine + 2 > endLine || !/^[\s>]*[|:-][-:|\s]*$/.test(lineOf(startLine + 1))) return false;
  const columns = countBars(lineOf(startLine + 1)) + 1;
  if (columns < MIN_COLUMNS) return false;
  let missing = 0;
  for (let line = startLine + 2; line < endLine && !state.isEmpty(line); line += 1) {
    missing += Math.max(0, columns - 2 - countBars(lineOf(line)));
    if (missing > MAX_MISSING_CELLS) return true;
  }
  return false;
}

function countBars(line: string): number {
  let bars = 0;
  for (let at = line.indexOf('|'); at !== -1; at = line.indexOf('|', at + 1)) bars += 1;
  return bars;
}
