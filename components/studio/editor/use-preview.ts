'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { EditorActions } from './types';

const PAUSE_MS = 500;

/** The text as readers will see it, made by the server a moment after the last key. An older answer never replaces a newer one. */
export function usePreview(
  preview: EditorActions['preview'],
  itemId: string,
  text: string,
  language: string,
  first: ReactNode,
): { node: ReactNode; stale: boolean } {
  const [shown, setShown] = useState({ node: first, text, language });
  const asked = useRef(0);
  const stale = shown.text !== text || shown.language !== language;
  useEffect(() => {
    if (!stale) return;
    async function ask() {
      asked.current += 1;
      const number = asked.current;
      const result = await preview({ itemId, text, language }).catch(() => null);
      if (result?.ok && number === asked.current) setShown({ node: result.data.node, text, language });
    }
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [preview, itemId, text, language, stale]);
  return { node: shown.node, stale };
}
