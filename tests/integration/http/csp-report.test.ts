import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Observer, registerObserver } from '@/lib/core/observe';

const SECRET = '?token=a-secret#and-more';
const OLD = {
  'csp-report': {
    'document-uri': `https://farthing.example/new-password${SECRET}`,
    'violated-directive': "script-src-elem 'self'",
    'blocked-uri': `https://evil.example/a.js${SECRET}`,
    'source-file': `https://farthing.example/_next/static/a.js${SECRET}`,
    'line-number': 7,
    'original-policy': 'long',
  },
};
const NEW = [
  { type: 'deprecation', body: { id: 'x' } },
  {
    type: 'csp-violation',
    body: { documentURL: `https://farthing.example/read/x${SECRET}`, blockedURL: 'inline', lineNumber: 1 },
  },
  {
    type: 'csp-violation',
    body: { effectiveDirective: 'img-src', blockedURL: 'data:image/png;base64,AAAA', sourceFile: null },
  },
];

const warn = vi.hoisted(() => vi.fn());
vi.mock('@/lib/core/log', () => ({ log: { warn } }));
const cspReport = vi.fn();

let post: (request: Request) => Promise<Response>;
beforeEach(async () => {
  // Its counts start over.
  vi.resetModules();
  post = (await import('@/app/api/csp-reports/route')).POST;
  registerObserver({ cspReport } as unknown as Observer);
});
afterEach(() => {
  registerObserver(undefined);
  vi.clearAllMocks();
});

async function send(type: string, body: string, peer = '192.0.2.1'): Promise<number> {
  const headers = { 'content-type': type, 'x-farthing-peer': peer };
  const url = 'http://localhost:3000/api/csp-reports';
  return (await post(new Request(url, { method: 'POST', headers, body }))).status;
}

test('a report in the old form becomes one line without what may be secret in addresses', async () => {
  expect(await send('application/csp-report', JSON.stringify(OLD))).toBe(204);
  expect(warn.mock.calls.map(([line]) => line)).toEqual([
    {
      directive: 'script-src-elem',
      blocked: 'https://evil.example/a.js',
      page: 'https://farthing.example/new-password',
      source: 'https://farthing.example/_next/static/a.js',
      line: 7,
    },
  ]);
  expect(cspReport.mock.calls).toEqual([['script-src-elem']]);
});

test('of reports in the new form those of policies count, under directives that there are', async () => {
  expect(await send('application/reports+json; charset=utf-8', JSON.stringify(NEW))).toBe(204);
  expect(warn.mock.calls.map(([line]) => line)).toEqual([
    { directive: 'other', blocked: 'inline', page: 'https://farthing.example/read/x', source: '', line: 1 },
    { directive: 'img-src', blocked: 'data:', page: '', source: '', line: null },
  ]);
  expect(cspReport.mock.calls).toEqual([['other'], ['img-src']]);
});

test.each([
  ['application/json', '{}', 415],
  ['text/plain', 'x', 415],
  ['application/csp-report', 'no JSON', 400],
  ['application/csp-report', '{"csp-report":7}', 400],
  ['application/csp-report', JSON.stringify({ 'csp-report': { 'document-uri': 7 } }), 400],
  ['application/reports+json', '{}', 400],
  ['application/reports+json', JSON.stringify(Array(11).fill(NEW[1])), 400],
  ['application/csp-report', JSON.stringify({ ...OLD, more: 'x'.repeat(16_384) }), 413],
])('%s with %.30s is refused with %i', async (type, body, status) => {
  expect(await send(type, body)).toBe(status);
  expect(warn).not.toHaveBeenCalled();
});

test('one source fills no log, and keeps no other from reporting', async () => {
  const body = JSON.stringify(OLD);
  const answers: number[] = [];
  for (let n = 0; n < 22; n += 1) answers.push(await send('application/csp-report', body, '198.51.100.7'));
  expect(answers).toEqual([...Array(20).fill(204), 429, 429]);
  expect(warn).toHaveBeenCalledTimes(20);
  expect(await send('application/csp-report', body, '198.51.100.8')).toBe(204);
});

test('nor do many sources together', async () => {
  const body = JSON.stringify(OLD);
  const answers: number[] = [];
  for (let n = 0; n < 302; n += 1)
    answers.push(await send('application/csp-report', body, `203.0.113.${n % 200}`));
  expect(answers.filter((status) => status === 429)).toHaveLength(2);
});

test('a body without a length is read no further than allowed', async () => {
  let pulled = 0;
  const body = new ReadableStream({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(4_096));
    },
  });
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/csp-report' },
    body,
    duplex: 'half',
  };
  const answer = await post(new Request('http://localhost:3000/api/csp-reports', init as RequestInit));
  expect(answer.status).toBe(413);
  expect(pulled).toBeLessThan(10);
});
