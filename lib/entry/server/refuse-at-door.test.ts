import { expect, test } from 'vitest';
import { refusalAtDoor } from './refuse-at-door';

test.each([
  ['OPTIONS', '*', 204],
  ['GET', '*', 400],
  ['GET', 'http://elsewhere.example/', 400],
  ['GET', '', 400],
  ['GET', '/api/media/%ff', 404],
  ['GET', '/_next/static/%c3%28.js', 404],
  ['GET', '/_global-error', 404],
  ['GET', '/%5Fglobal-error?a', 404],
  ['GET', '/_global-error.rsc', 404],
  ['POST', '//_error/', 404],
  ['GET', '/500', 404],
  ['POST', '/icon.svg', 405],
  ['DELETE', '/_next/static/chunks/a.js', 405],
  ['PUT', '/figures/three-stones.svg?x', 405],
])('%s %s is answered %i at the door', (method, target, status) => {
  expect(refusalAtDoor(method, target)?.status).toBe(status);
});

test.each([
  ['GET', '/'],
  ['POST', '/read/a'],
  ['GET', '/read/%ff'],
  ['GET', '/api/media/%ed%95%9c'],
  ['HEAD', '/icon.svg'],
  ['POST', '/icon.svg/x'],
  ['GET', '/5000'],
  ['GET', '/_not-found'],
  ['OPTIONS', '/api/unlocks'],
])('%s %s goes on to Next', (method, target) => {
  expect(refusalAtDoor(method, target)).toBeNull();
});
