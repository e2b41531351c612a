// Korean type is big (9 MB), so it comes in some 200 pieces by Unicode range and a browser fetches only those
// a page uses. The pieces are copied out of their npm packages into public/, where they are served like any
// file; nothing is committed.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'public/fonts/korean');

const sources = [
  {
    folder: 'noto-serif-kr',
    css: 'node_modules/@fontsource-variable/noto-serif-kr/index.css',
    files: 'node_modules/@fontsource-variable/noto-serif-kr/files',
    url: './files/',
  },
  {
    folder: 'pretendard',
    css: 'node_modules/pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css',
    files: 'node_modules/pretendard/dist/web/variable/woff2-dynamic-subset',
    url: './woff2-dynamic-subset/',
  },
];

/** Only the numbered pieces hold Korean; the packages' Latin pieces would hide behind our own Latin fonts. */
function keepKorean(css) {
  return css
    .split(/(?=\/\* )/)
    .filter((block) => /^\/\* (noto-serif-kr-)?\[\d+\]/.test(block))
    .join('')
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{}:;,]) ?/g, '$1');
}

/** Writes public/fonts/korean once. Safe from several processes: a finished folder is moved in place. */
export function copyKoreanFonts() {
  if (existsSync(join(target, 'korean.css'))) return;
  const draft = `${target}-${process.pid}`;
  mkdirSync(draft, { recursive: true });
  let css = '';
  for (const source of sources) {
    cpSync(join(root, source.files), join(draft, source.folder), { recursive: true });
    const original = keepKorean(readFileSync(join(root, source.css), 'utf8'));
    css += original.replaceAll(source.url, `./${source.folder}/`);
  }
  writeFileSync(join(draft, 'korean.css'), css);
  try {
    renameSync(draft, target);
  } catch {
    // Another process was first.
    rmSync(draft, { recursive: true, force: true });
  }
}
