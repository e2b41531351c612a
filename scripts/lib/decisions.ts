import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const DECISIONS = 'docs/decisions';

interface Decision {
  file: string;
  number: number;
  title: string;
  status: string;
  date: string;
}

const HEAD =
  /^# (\d{4}) (.+)\n\nStatus: (accepted|superseded by \[\d{4}\]\([^)]+\))\. Date: (\d{4}-\d\d-\d\d)\.\n/;

/** The pages by number. Throws for a page without number, title, status or date, and for a gap. */
export function readDecisions(folder = DECISIONS): Decision[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md');
  return files.sort().map((file, index) => {
    const [, number, title, status, date] = HEAD.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
    if (!number || !title || !status || !date)
      throw new Error(
        `${folder}/${file} begins with "# NNNN Title", then "Status: accepted. Date: YYYY-MM-DD."`,
      );
    if (!file.startsWith(`${number}-`) || Number(number) !== index + 1)
      throw new Error(`${folder}/${file} is number ${index + 1}; its name and its title must say so`);
    return { file, number: Number(number), title, status, date };
  });
}

/** The index of the decisions, as docs/decisions/README.md holds it. */
export function writeIndex(decisions: Decision[]): string {
  const rows = decisions.map(
    ({ file, title, status, date }) => `| [${file.slice(0, 4)}](${file}) | ${title} | ${status} | ${date} |`,
  );
  return `# Decisions

One page for each choice that was hard or that a reader would question: what made it necessary, what was
decided, what it costs. A decision that no longer holds keeps its page and names the one that replaced it.

To add one, take the next number, begin the page as the others do, and run \`npm run decisions\`, which writes
this index.

| no. | decision | status | date |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
