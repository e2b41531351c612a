import { unstable_doesMiddlewareMatch } from 'next/experimental/testing/server';
import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { config, proxy } from '@/proxy';
import { chooseRequestId } from './request-id';
import { buildContentSecurityPolicy, buildSecurityHeaders } from './security-headers';

const directives = (policy: string) =>
  Object.fromEntries(policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]));

test('scripts run only from our files and with this answer’s nonce', () => {
  const policy = buildContentSecurityPolicy({ nonce: 'abc', development: false, checkoutOrigins: [] });
  expect(directives(policy)['script-src']).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
  expect(directives(policy)).toMatchObject({
    'default-src': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'object-src': ["'none'"],
    'img-src': ["'self'", 'data:'],
    'report-uri': ['/api/csp-reports'],
    'report-to': ['csp'],
  });
});

test('no page escapes by its name; built files and public ones are left alone', () => {
  const matches = (path: string) => unstable_doesMiddlewareMatch({ config, url: `http://localhost${path}` });
  const pages = [
    '/',
    '/read/x',
    '/read/x.png',
    '/search.txt',
    '/wallet/top-ups/1.svg',
    '/icon.svg/x',
    '/figuresx',
    '/api/unlocks',
    '/api/mediax',
    '/api/studio/mediax',
  ];
  for (const page of pages) expect(matches(page), page).toBe(true);
  const files = [
    '/_next/static/chunks/a.js',
    '/figures/three-stones.svg',
    '/fonts/korean/a.woff2',
    '/icon.svg',
    '/apple-icon.png',
    '/manifest.webmanifest',
    '/api/media/0',
    '/api/studio/media',
  ];
  for (const file of files) expect(matches(file), file).toBe(false);
});

test('only development may evaluate code', () => {
  const policy = buildContentSecurityPolicy({ nonce: 'abc', development: true, checkoutOrigins: [] });
  expect(directives(policy)['script-src']).toContain("'unsafe-eval'");
});

test('https alone is promised for the future', () => {
  expect(buildSecurityHeaders({ https: false })).not.toHaveProperty('strict-transport-security');
  expect(buildSecurityHeaders({ https: true })['strict-transport-security']).toBe('max-age=31536000');
  expect(buildSecurityHeaders({ https: true, subdomains: true })['strict-transport-security']).toBe(
    'max-age=31536000; includeSubDomains',
  );
});

test('every answer has a nonce of its own, which Next is told, and a request id', () => {
  const answers = [1, 2].map(() => proxy(new NextRequest('http://localhost:3000/read/x')));
  const policies = answers.map((answer) => answer.headers.get('content-security-policy'));
  expect(new Set(policies).size).toBe(2);
  const [first] = answers;
  expect(first?.headers.get('x-middleware-request-content-security-policy')).toBe(policies[0]);
  expect(first?.headers.get('x-middleware-request-x-request-id')).toBe(first?.headers.get('x-request-id'));
  expect(first?.headers.get('x-content-type-options')).toBe('nosniff');
  expect(first?.headers.get('reporting-endpoints')).toBe('csp="/api/csp-reports"');
  expect(directives(policies[0] ?? '')['form-action']).toContain('https://checkout.stripe.com');
});

test.each(['/read/%ff', '/@%c3%28', '/%E0%A4%A'])(
  '%s is no text, so it is led to where no page is',
  (path) => {
    const answer = proxy(new NextRequest(`http://localhost:3000${path}`));
    expect(answer.headers.get('x-middleware-rewrite')).toBe('http://localhost:3000/not-an-address');
    expect(answer.headers.get('content-security-policy')).toContain('nonce');
  },
);

test.each(['/read/%ed%95%9c', '/read/100%25', '/'])('%s is', (path) => {
  const answer = proxy(new NextRequest(`http://localhost:3000${path}`));
  expect(answer.headers.get('x-middleware-rewrite')).toBeNull();
});

test('a request id from outside counts only behind our own proxy, and only if it looks like one', () => {
  expect(chooseRequestId('given-by-proxy', 1)).toBe('given-by-proxy');
  expect(chooseRequestId('given-by-anyone', 0)).not.toBe('given-by-anyone');
  expect(chooseRequestId('line\nbreak and spaces', 1)).toMatch(/^[0-9a-f-]{36}$/);
  expect(chooseRequestId(null, 1)).toMatch(/^[0-9a-f-]{36}$/);
});
