import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './explain.ts';
import { LEDGER_TABLES } from './table.ts';

const tables = Object.keys(LEDGER_TABLES).join('|');
const models = Object.values(LEDGER_TABLES).join('|');
// Views can be written through too.
const WRITES = new RegExp(
  `\\.(?:${models})(?:Facts?)?\\.(create|createMany\\w*|update|updateMany\\w*|upsert|delete|deleteMany)\\b|\\b(INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\\s+"?(?:${tables}|\\w+_facts)\\b`,
  'i',
);
const READS = new RegExp(
  `\\.(${models})\\.(find\\w+|count|aggregate|groupBy)\\b|\\b(FROM|JOIN)\\s+"?(${tables})\\b`,
  'i',
);

interface TextRule {
  rule: string;
  /** Which files it is about. */
  in: RegExp;
  not: RegExp;
  finds: RegExp;
  help: string;
}

const PRODUCT = /^(app|components|lib)\/|^proxy\.ts$/;
const LEDGER = /^lib\/(ground\/ledger|generated)\//;

const TEXT_RULES: TextRule[] = [
  {
    rule: 'environment-in-one-place',
    in: PRODUCT,
    not: /^lib\/(core\/env\.ts$|generated\/)/,
    finds: /\bprocess\.env\b/,
    help: "read it from '@/lib/core/env', which checks it at the start.",
  },
  {
    rule: 'ledger-writes-itself',
    in: PRODUCT,
    not: LEDGER,
    finds: WRITES,
    help: "call a function of '@/lib/ground/ledger'.",
  },
  {
    rule: 'ledger-read-by-its-door',
    in: PRODUCT,
    // SQL of other rooms stands in the same database and may join: its rules hold what the ledger's hold.
    not: /^lib\/(ground\/ledger|generated)\/|\.sql$/,
    finds: READS,
    help: "call a function of '@/lib/ground/ledger', or read one of its views.",
  },
];

const COMMENT = /^\s*(\/\/|\*|\/\*|--)/;

/** What is wrong in the text of these files, whatever they import. */
export function findTextFaults(root: string, files: string[], rules = TEXT_RULES): Fault[] {
  return files.flatMap((file) => {
    const asked = rules.filter(
      (rule) => rule.in.test(file) && !rule.not.test(file) && !/\.test\.tsx?$/.test(file),
    );
    if (asked.length === 0) return [];
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    return lines.flatMap((line, at) =>
      COMMENT.test(line)
        ? []
        : asked
            .filter((rule) => rule.finds.test(line))
            .map(({ rule, help }) => ({
              file: `${file}:${at + 1}`,
              rule,
              sentence: `${line.trim().slice(0, 80)}: ${help}`,
            })),
    );
  });
}
