import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyKoreanFonts } from '../copy-korean-fonts.mjs';
import { makeFonts } from '../make-fonts.mjs';
import { runProgram } from './processes.ts';

const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.js',
  'package-lock.json',
  'postcss.config.mjs',
  'scripts/copy-korean-fonts.mjs',
  'scripts/load-next-esm.cjs',
  'scripts/make-fonts.mjs',
  'scripts/no-process.cjs',
  'tsconfig.json',
];

/** Builds for production into `distDir`, unless nothing changed since. Returns whether it built. */
export async function buildApp(distDir: string): Promise<boolean> {
  // The build would make them, in folders that are part of what is hashed.
  copyKoreanFonts();
  await makeFonts();
  const stamp = join(distDir, 'farthing-build-hash');
  const hash = hashOf(SOURCES);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  mkdirSync('.data', { recursive: true });
  writeFileSync(
    '.data/tsconfig.build.json',
    JSON.stringify({ extends: '../tsconfig.json', include: ['../next-env.d.ts'] }),
  );
  await runProgram('next', ['build'], {
    env: { FARTHING_DIST_DIR: distDir, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    quiet: true,
  });
  writeFileSync(stamp, hash);
  return true;
}

function hashOf(paths: string[]): string {
  const hash = createHash('sha256');
  const visit = (path: string): void => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else {
      hash.update(path).update(readFileSync(path));
    }
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}
