'use client';

import { useDeferredValue, useMemo } from 'react';
import { countWords } from '@/lib/studio/count-words';
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
  return (
    <p className="figures text-faint text-sm">
      {fill(words.length, { words: facts.wordCount.toLocaleString('en'), minutes: facts.readingMinutes })}
    </p>
  );
}
