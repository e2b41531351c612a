'use client';

import { useDeferredValue, useMemo } from 'react';
import { countWords } from '@/lib/desks/studio/browser';
import { fill, type StudioWords } from '../words';

/** How long the text is; counted when there is time for it. */
export function TextFacts({
  text,
  language,
  words,
}: {
  text: string;
  language: string;
  words: StudioWords['facts'];
}) {
  const settled = useDeferredValue(text);
  const facts = useMemo(() => countWords(settled, language), [settled, language]);
  const { wordCount, readingMinutes: minutes } = facts;
  const said = { 0: words.none, 1: words.lengthOne }[wordCount] ?? words.length;
  return (
    <p className="figures text-faint text-sm">
      {fill(said, { words: wordCount.toLocaleString('en'), minutes })}
    </p>
  );
}
