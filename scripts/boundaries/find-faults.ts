import { globSync } from 'node:fs';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { explain, type Fault } from './explain.ts';
import { RULE_SET } from './rules.ts';
import { findTextFaults } from './text-rules.ts';

const PARTS = ['app', 'components', 'lib', 'prisma', 'sandbox', 'scripts', 'tests'];
const FILES = ['instrumentation.ts', 'next.config.js', 'proxy.ts'];
const EXCLUDED = '(^|/)(\\.next|\\.data)|lib/generated/prisma/(internal|models)';

/** Every breach of the house's rules in the tree at `root`: who imports what, and what is written where. */
export async function findFaults(root: string, tsConfig: string): Promise<Fault[]> {
  const parts = [...PARTS, ...FILES].filter((part) => globSync(part, { cwd: root }).length > 0);
  const { output } = await cruise(
    parts,
    {
      baseDir: root,
      ruleSet: RULE_SET,
      validate: true,
      tsConfig: { fileName: tsConfig },
      doNotFollow: { path: 'node_modules' },
      exclude: { path: EXCLUDED },
      tsPreCompilationDeps: true,
      preserveSymlinks: true,
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    { tsConfig: extractTSConfig(tsConfig) },
  );
  const { summary } = output as ICruiseResult;
  const imports = summary.violations
    .filter(({ rule }) => rule.severity === 'error')
    .map(({ rule, from, to, cycle }) =>
      rule.name === 'not-in-allowed'
        ? explain(from, to)
        : {
            file: from,
            rule: rule.name,
            sentence: `leads to ${(cycle?.map(({ name }) => name) ?? [to]).join(' → ')}.`,
          },
    );
  const texts = globSync(['{app,components,lib}/**/*.{ts,tsx,sql}', 'proxy.ts'], { cwd: root });
  return [...imports, ...findTextFaults(root, texts.sort())];
}
