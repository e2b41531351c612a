'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { EditorActions } from './types';

const PAUSE_MS = 500;
/** After a refusal: the last preview is still being made, or the server is away. */
const RETRY_MS = 3_000;

/** The text as readers will see it, made by the server a moment after the last key. `first` may be null. */
export function usePreview(
  preview: EditorActions['preview'],
  itemId: string,
  text: string,
  language: string,
  first: ReactNode,
): { node: ReactNode; stale: boolean } {
  const [shown, setShown] = useState({ node: first, text: first === null ? null : text, language });
  const asked = useRef(0);
  const [refusals, setRefusals] = useState(0);
  const stale = shown.text !== text || shown.language !== language;
  useEffect(() => {
    if (!stale) return;
    async function ask() {
      asked.current += 1;
      const number = asked.current;
      const result = await preview({ itemId, text, language }).catch(() => null);
      if (number !== asked.current) return;
      if (result?.ok) setShown({ node: result.data.node, text, language });
      setRefusals((count) => (result?.ok ? 0 : count + 1));
    }
    const timer = setTimeout(() => void ask(), refusals > 0 ? RETRY_MS : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [preview, itemId, text, language, stale, refusals]);
  return { node: shown.node, stale };
}
