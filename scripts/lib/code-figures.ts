import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';

// The figures of the source: how long files, functions and lines are, and how much of it is comments.
const LIMITS = { line: 110, function: 70, page: 200, commentPercent: 8 };
const COUNTED = ['app', 'components', 'lib', 'prisma', 'scripts', 'sandbox'];
const SOURCE = /\.(ts|tsx|mjs|cjs|sql|css)$/;
/** An address, a path of a drawing or a pattern has no place to break. */
const UNBROKEN = /\S{60}/;
const TEST_CALL = /^(describe|test|it|suite|before(Each|All)|after(Each|All))\b/;

interface Place {
  file: string;
  line: number;
  what: string;
}

interface FileFigures {
  file: string;
  lines: number;
  filled: number;
  comments: number;
  faults: Place[];
}

/** Measures one file's text. A line counts as a comment when nothing else is on it. */
export function measureFile(file: string, text: string): FileFigures {
  const lines = text.replace(/\n$/, '').split('\n');
  // Migrations keep what they were when they landed.
  const wide = file.startsWith('prisma/migrations/') ? [] : lines;
  const faults = wide.flatMap((line, index) =>
    line.length > LIMITS.line && !UNBROKEN.test(line)
      ? [{ file, line: index + 1, what: `${line.length} characters` }]
      : [],
  );
  if (/^app\/.*\/page\.tsx$/.test(file) && lines.length > LIMITS.page)
    faults.push({ file, line: 1, what: `a page of ${lines.length} lines` });
  const isScript = !/\.(sql|css)$/.test(file);
  const source = isScript ? ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) : null;
  if (source) faults.push(...findLongFunctions(source));
  const ranges = source ? findComments(source) : findPlainComments(text, file.endsWith('.sql'));
  return {
    file,
    lines: lines.length,
    filled: lines.filter((line) => line.trim()).length,
    comments: countCommentLines(text, ranges),
    faults,
  };
}

function findLongFunctions(source: ts.SourceFile): Place[] {
  const found: Place[] = [];
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body && !isTestCallback(node)) {
      const line = lineOf(node.getStart());
      const length = lineOf(node.end) - line + 1;
      if (length > LIMITS.function)
        found.push({ file: source.fileName, line, what: `${nameOf(node)} has ${length} lines` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTestCallback(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && TEST_CALL.test(node.parent.expression.getText());
}

function nameOf(node: ts.SignatureDeclaration): string {
  const named = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return named?.getText() ?? 'a function without a name';
}

/** Comments stand before tokens or behind them on their line; what looks like one in JSX text is text. */
function findComments(source: ts.SourceFile): ts.TextRange[] {
  const found = new Map<number, ts.TextRange>();
  const note = (range: ts.TextRange) => void found.set(range.pos, range);
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) return;
    for (const range of ts.getLeadingCommentRanges(source.text, node.pos) ?? []) note(range);
    for (const range of ts.getTrailingCommentRanges(source.text, node.end) ?? []) note(range);
    for (const child of node.getChildren(source)) if (!ts.isJSDoc(child)) visit(child);
  };
  visit(source);
  return [...found.values()];
}

function findPlainComments(text: string, isSql: boolean): ts.TextRange[] {
  const pattern = isSql ? /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g : /"[^"\n]*"|\/\*[\s\S]*?\*\//g;
  return [...text.matchAll(pattern)]
    .filter((match) => match[0].startsWith('--') || match[0].startsWith('/*'))
    .map((match) => ({ pos: match.index, end: match.index + match[0].length }));
}

function countCommentLines(text: string, ranges: ts.TextRange[]): number {
  const characters = text.split('');
  for (const { pos, end } of ranges)
    for (let at = pos; at < end; at++) if (characters[at] !== '\n') characters[at] = '\0';
  return characters
    .join('')
    .split('\n')
    .filter((line) => line.includes('\0') && /^[\0\s{}]*$/.test(line)).length;
}

export interface CodeFigures {
  /** A few lines for people. */
  summary: string;
  faults: Place[];
}

/** Measures every source file that git knows or would add. */
export function measureCode(): CodeFigures {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' });
  const files = listed
    .split('\n')
    .filter((file) => SOURCE.test(file) && existsSync(file))
    .map((file) => measureFile(file, readFileSync(file, 'utf8')));
  const faults = files.flatMap((file) => file.faults);
  const counted = files.filter(({ file }) => COUNTED.includes(topOf(file)));
  if (percent(counted) > LIMITS.commentPercent)
    faults.push({ file: COUNTED.join(', '), line: 0, what: `${percent(counted).toFixed(1)} % comments` });
  return { summary: summarise(files, counted), faults };
}

function summarise(files: FileFigures[], counted: FileFigures[]): string {
  const lengths = files.map(({ lines }) => lines).sort((a, b) => a - b);
  const share = (part: number) => lengths[Math.floor((lengths.length - 1) * part)];
  const folders = [...new Set(counted.map(({ file }) => topOf(file)))].map(
    (top) => `${top} ${percent(counted.filter(({ file }) => topOf(file) === top)).toFixed(1)}`,
  );
  return [
    `  ${files.length} files, lines: median ${share(0.5)}, 90 % at most ${share(0.9)}, longest ${share(1)}`,
    `  comments: ${percent(counted).toFixed(1)} % of lines (${folders.join(', ')})`,
  ].join('\n');
}

function percent(files: FileFigures[]): number {
  const sum = (key: 'comments' | 'filled') => files.reduce((total, file) => total + file[key], 0);
  return (100 * sum('comments')) / Math.max(1, sum('filled'));
}

const topOf = (file: string) => file.split('/')[0] ?? '';
