import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  staticRoutes: { page: string; regex: string }[];
  dynamicRoutes: { page: string; regex: string }[];
}

interface Route {
  page: string;
  regex: RegExp;
}

/** The build's list of routes. Nothing there, as in `next dev` and in tests: no routes. */
export function readRoutes(distDir: string): Route[] {
  try {
    const manifest = JSON.parse(
      readFileSync(join(process.cwd(), distDir, 'routes-manifest.json'), 'utf8'),
    ) as Manifest;
    return [...manifest.staticRoutes, ...manifest.dynamicRoutes].map(({ page, regex }) => ({
      page,
      regex: new RegExp(regex),
    }));
  } catch {
    return [];
  }
}

/** The route of a path, for a label: as many values as there are routes, whatever strangers ask for. */
export function routeOf(path: string, routes: Route[]): string {
  if (path.startsWith('/_next/')) return '/_next';
  return routes.find(({ regex }) => regex.test(path))?.page ?? 'other';
}
