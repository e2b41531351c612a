import { createHash } from 'node:crypto';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { COVER_MOTIFS, SEED_MAX } from '@/lib/desks/studio/draft-limits';
import { coverPath, parseCoverName } from './cover-address';
import { drawCover } from './draw-cover';
import { EDITION } from './edition';
import { INKS } from './inks';
import { parseWeaveName, weaveOf, weavePath, writeWeave } from './weave';
import { writeCover } from './write-cover';
import { writeSvg } from './write-svg';

const LANGUAGES = ['en', 'ko'] as const;
const THEMES = ['light', 'dark'] as const;
const nameOf = (path: string) => path.split('/').at(-1) ?? '';

test('the edition changes with the drawings: put the hash of now into edition.ts', () => {
  const hash = createHash('sha256');
  for (const motif of COVER_MOTIFS)
    for (const seed of [0, 1, 7, 4_321, SEED_MAX])
      for (const language of LANGUAGES)
        hash.update(writeCover({ motif, seed, language, topic: 'money', theme: 'light' }));
  for (const topic of Object.keys(INKS))
    for (const theme of THEMES)
      hash.update(writeCover({ motif: 'coins', seed: 1, language: 'en', topic, theme }));
  hash.update(writeWeave({ petals: 7, depth: 60 }));
  expect(EDITION).toBe(hash.digest('hex').slice(0, 12));
});

test('a drawing reads as React would write it', () => {
  for (const motif of COVER_MOTIFS) {
    const drawing = drawCover({ motif, seed: 12, language: 'ko' });
    const plain = (markup: string) => markup.replace(/><\/(path|circle|rect)>/g, '/>');
    expect(writeSvg(drawing)).toBe(
      plain(renderToStaticMarkup(drawCover({ motif, seed: 12, language: 'ko' }))),
    );
  }
});

test('a file loads nothing, knows no variables and stays small', () => {
  for (const motif of COVER_MOTIFS) {
    const file = writeCover({ motif, seed: 99, language: 'en', topic: 'science', theme: 'dark' });
    expect(file).not.toMatch(/var\(|style|href|font|undefined|NaN/);
    expect(file.length).toBeLessThan(24_000);
  }
});

test('an address leads to its drawing, and whatever is unknown is drawn as the first of its kind', () => {
  for (const motif of COVER_MOTIFS) {
    const file = { motif, seed: 17, topic: 'craft', language: 'ko', theme: 'dark' } as const;
    expect(parseCoverName(nameOf(coverPath(file)))).toEqual(file);
  }
  const odd = coverPath({ motif: 'nothing', seed: 3, topic: 'nowhere', language: 'fr', theme: 'light' });
  expect(odd).toBe(`/covers/${EDITION}/coins-3-money-en-light.svg`);
  const weave = weaveOf('ada');
  expect(parseWeaveName(nameOf(weavePath(weave)))).toEqual(weave);
});

test('only what exists is drawn', () => {
  for (const name of [
    'coins-10000-money-en-light.svg',
    'coins-01-money-en-light.svg',
    'coins-1-money-en-blue.svg',
    'coins-1-money-fr-light.svg',
    'coins-1-constructor-en-light.svg',
    'constructor-1-money-en-light.svg',
    'coins--1-money-en-light.svg',
    'coins-1-money-en-light.svg/..',
    'weave-6-60.svg',
    'weave-7-91.svg',
    'weave-7-6.svg',
  ]) {
    expect(parseCoverName(name) ?? parseWeaveName(name), name).toBeNull();
  }
});
