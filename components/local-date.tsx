'use client';

import { useEffect, useState } from 'react';

interface LocalDateProps {
  at: Date;
  locale: string;
  style: Intl.DateTimeFormatOptions['dateStyle'];
  /** The date as the server writes it, in its zone. */
  children: string;
}

/** A day in the reader's own time zone, also on a page that was made once for everyone. */
export function LocalDate({ at, locale, style, children }: LocalDateProps) {
  const [text, setText] = useState(children);
  useEffect(
    () => setText(new Intl.DateTimeFormat(locale, { dateStyle: style }).format(at)),
    [at, locale, style],
  );
  return <time dateTime={at.toISOString()}>{text}</time>;
}
