import { expect, test } from 'vitest';
import { readRoutes, routeOf } from './route-of';

const routes = [
  { page: '/', regex: /^\/(?:\/)?$/ },
  { page: '/read/[slug]', regex: /^\/read\/([^/]+?)(?:\/)?$/ },
];

test('a path becomes its route, and whatever strangers ask for becomes one label', () => {
  expect(routeOf('/', routes)).toBe('/');
  expect(routeOf('/read/a-wren', routes)).toBe('/read/[slug]');
  expect(routeOf('/_next/static/chunks/a.js', routes)).toBe('/_next');
  for (const path of ['/read/a/b', '/wp-login.php', `/${'x'.repeat(5000)}`])
    expect(routeOf(path, routes)).toBe('other');
});

test('without a build there are no routes', () => {
  expect(readRoutes('.no-such-build')).toEqual([]);
});
