'use client';

import { useEffect, useState } from 'react';
import en from '@/lib/core/i18n/messages/en/error-page.json';
import ko from '@/lib/core/i18n/messages/ko/error-page.json';

interface ErrorTextProps {
  /** Also in the server's log. */
  reference?: string;
  retry: () => void;
}

/** What a page says when it failed. It cannot ask the server for words any more, so it brings its own. */
export function ErrorText({ reference, retry }: ErrorTextProps) {
  const [words, setWords] = useState(en);
  useEffect(() => {
    if (document.documentElement.lang === 'ko') setWords(ko);
  }, []);
  return (
    <div role="alert" className="page flex max-w-160 flex-col items-start gap-4 pt-20 pb-10">
      <h1 className="display text-3xl sm:text-4xl">{words.title}</h1>
      <p className="font-serif text-lg text-soft">{words.text}</p>
      {reference ? (
        <p className="figures text-faint text-sm">
          {words.reference} {reference}
        </p>
      ) : null}
      <div className="mt-2 flex items-center gap-5">
        <button
          type="button"
          onClick={retry}
          className="h-11 rounded-md bg-copper px-4 font-[560] text-on-copper hover:bg-copper-strong"
        >
          {words.retry}
        </button>
        <a href="/" className="link">
          {words.home}
        </a>
      </div>
    </div>
  );
}
