import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../../..');

// Before anything but comments, as React wants it.
const DIRECTIVE = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*['"]use server['"]/;

/** Every TypeScript file of the app, by its path from the root. */
export function listSources(): { file: string; text: string }[] {
  return globSync('{app,components,lib}/**/*.{ts,tsx}', { cwd: ROOT, exclude: ['lib/generated/**'] })
    .sort()
    .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
}

/** The files whose exports a browser can call. */
export function listActionFiles(): string[] {
  return listSources()
    .filter(({ text }) => DIRECTIVE.test(text))
    .map(({ file }) => file);
}

/** The files in which Next looks for handlers of HTTP methods, `.well-known` included. */
export function listRouteFiles(): string[] {
  return globSync(['app/**/route.{ts,tsx}', 'app/.well-known/**/route.ts'], { cwd: ROOT }).sort();
}

type CallableAction = (input: unknown) => Promise<{ ok: boolean; code?: string }>;

/** All exports of those files, as a browser would call them. */
export async function loadActions(): Promise<Map<string, CallableAction>> {
  const actions = new Map<string, CallableAction>();
  for (const file of listActionFiles()) {
    const exports: Record<string, unknown> = await import(/* @vite-ignore */ join(ROOT, file));
    for (const [name, value] of Object.entries(exports)) {
      if (typeof value !== 'function') throw new Error(`${file} exports ${name}, which is no action`);
      actions.set(`${file} ${name}`, value as CallableAction);
    }
  }
  return actions;
}
