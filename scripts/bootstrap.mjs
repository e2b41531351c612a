// Entry of every npm script that must work on a bare clone: runs under whatever Node the machine has,
// installs what is missing, then runs the wanted script under the Node that came with the install.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const [script, ...args] = process.argv.slice(2);
const bin = join(process.cwd(), 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function step(sentence, command, commandArgs) {
  process.stdout.write(`${sentence}\n`);
  const done = spawnSync(command, commandArgs, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

// npm's own record of what it installed, against what the project wants. Optional packages are other
// platforms'.
function isInstalled() {
  if (!existsSync('node_modules/.package-lock.json')) return false;
  const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  const installed = read('node_modules/.package-lock.json');
  return Object.entries(read('package-lock.json')).every(
    ([path, wanted]) => path === '' || wanted.optional || installed[path]?.version === wanted.version,
  );
}

if (!isInstalled()) {
  step('Installing packages (about a minute, once) …', 'npm', [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
  ]);
}
const schema = readdirSync('prisma/schema').map((name) => modified(join('prisma/schema', name)));
if (modified('lib/generated/prisma/client.ts') < Math.max(...schema)) {
  step('Generating the database client …', join(bin, 'prisma'), ['generate']);
}

// A session of its own: Ctrl-C in the terminal reaches only this process, which passes it on, so that the
// script stops what it started in its own order. Should this process die, the channel closes and the script
// ends too.
const node = join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
const flags = ['--import', 'tsx', '--import', './scripts/lib/allow-server-only.mjs'];
const child = spawn(node, [...flags, script, ...args], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  env,
  detached: true,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
