import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('Node itself, without a loader, can run all that the server imports before Next', () => {
  const source = readFileSync('scripts/serve.ts', 'utf8');
  const files = [...source.matchAll(/from '(\.[^']+)'|import\('(\.[^']+)'\)/g)].map(([, a, b]) => a ?? b);
  expect(files.length).toBeGreaterThan(3);
  const imports = files.map((file) => `await import('./scripts/${file}')`).join('; ');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import=./scripts/lib/allow-server-only.mjs', '--input-type=module', '-e', imports],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
