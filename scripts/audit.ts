import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditPage, type PageAudit } from './lib/audit-page.ts';
import { buildApp } from './lib/build-app.ts';
import { findFreePort } from './lib/find-free-port.ts';
import { startLocalServices, startWeb, startWorker } from './lib/local-services.ts';
import { onEnd } from './lib/on-end.ts';
import { startChromium } from './lib/start-chromium.ts';
import { waitForHttp } from './lib/wait-for-http.ts';

// npm run audit [-- RUNS]: Lighthouse's performance on a simulated phone, of the production build with the
// demo's articles.
const DIST = process.env.FARTHING_DIST_DIR ?? '.next-audit';
const REPORT = 'docs/performance.md';
const CUTS_MS = 150_000;

const PAGES = [
  { name: 'home', path: '/', language: 'en' },
  { name: 'an English article', path: '/read/the-half-life-of-a-link', language: 'en' },
  { name: 'a Korean article', path: '/read/the-last-digit', language: 'ko' },
];

async function audit(): Promise<void> {
  const runs = Number(process.argv[2] ?? 3);
  await buildApp(DIST);
  const dir = mkdtempSync(join(tmpdir(), 'farthing-audit-'));
  const port = await findFreePort(33_600);
  const onExit = (name: string, code: number) => process.stderr.write(`${name} ended (${code}).\n`);
  const services = await startLocalServices({
    dir,
    appPort: port,
    appEnv: 'test',
    onStep: (sentence) => process.stderr.write(`${sentence}\n`),
    onExit: () => {},
  });
  onEnd(() => void services.stop().finally(() => process.exit(130)));
  try {
    startWeb(services, { distDir: DIST, port }, onExit);
    startWorker(services, onExit);
    const site = services.env.NEXTAUTH_URL ?? '';
    await waitForHttp(site);
    await waitForCuts(`${site}/read/the-last-digit`);
    const audits: (PageAudit & { name: string })[] = [];
    for (const { name, path, language } of PAGES) {
      const chromium = await startChromium();
      try {
        const page = await auditPage({ url: `${site}${path}`, language, port: chromium.port, runs });
        audits.push({ name, ...page });
        process.stdout.write(`${name}: ${page.scores.join(', ')}\n`);
      } finally {
        await chromium.stop();
      }
    }
    report(audits, runs);
  } finally {
    await services.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The worker cuts a page's Korean type within the minute after its first reader. */
async function waitForCuts(url: string): Promise<void> {
  const until = Date.now() + CUTS_MS;
  while (Date.now() < until) {
    const page = await fetch(url, { headers: { 'accept-language': 'ko' } });
    if ((await page.text()).includes('/fonts/cut/')) return;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
  throw new Error('The Korean type was not cut.');
}

function report(audits: (PageAudit & { name: string })[], runs: number): void {
  const kb = (bytes: number) => (bytes / 1000).toFixed(1);
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  const lines = audits.map(
    (page) =>
      `| ${page.name} | ${page.score} | ${seconds(page.firstPaintMs)} | ` +
      `${seconds(page.largestPaintMs)} | ${page.blockingMs} | ${page.shift.toFixed(3)} | ` +
      `${kb(page.bytes.document)} | ${kb(page.bytes.script)} | ${kb(page.bytes.font)} | ` +
      `${kb(page.bytes.total)} |`,
  );
  const table = [
    `Medians of ${runs} on ${cpus().length} cores (${cpus()[0]?.model.trim()}); the server on the ` +
      'same machine. Score of 100, seconds, milliseconds, kB on the wire.',
    '',
    '| page | score | first paint | largest paint | blocked | shift | HTML | script | fonts | all |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
  process.stdout.write(`${table}\n`);
  const [before, rest] = readFileSync(REPORT, 'utf8').split('<!-- audit -->');
  const after = rest?.split('<!-- /audit -->')[1];
  if (before === undefined || after === undefined)
    throw new Error(`${REPORT} has lost its place for the audit.`);
  writeFileSync(REPORT, `${before}<!-- audit -->\n${table}\n<!-- /audit -->${after}`);
}

await audit();
