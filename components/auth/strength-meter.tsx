'use client';

import { useEffect, useState } from 'react';
import type { ActionResult } from '@/lib/core/errors';

export type Score = 0 | 1 | 2 | 3 | 4;
export type ScorePassword = (input: { password: string; known: string[] }) => Promise<ActionResult<Score>>;
/** Words for each score, and the meter's name. */
export type StrengthTexts = Record<'label' | '0' | '1' | '2' | '3' | '4', string>;

interface StrengthMeterProps {
  password: string;
  /** What others know of the person: address, name. */
  known: string[];
  score: ScorePassword;
  texts: StrengthTexts;
}

const PAUSE_MS = 350;
const STEPS = [1, 2, 3, 4] as const;

/**
 * How hard the password is to guess, in four bars and in words. The server judges, as it will on saving, once
 * typing pauses: its dictionaries would weigh half a megabyte here.
 */
export function StrengthMeter({ password, known, score, texts }: StrengthMeterProps) {
  const [judged, setJudged] = useState<Score | null>(null);
  const facts = JSON.stringify(known);
  useEffect(() => {
    if (!password) {
      setJudged(null);
      return;
    }
    let current = true;
    const ask = async () => {
      const result = await score({ password, known: JSON.parse(facts) }).catch(() => null);
      // The meter only advises: without an answer it shows nothing, and saving still judges.
      if (current) setJudged(result?.ok ? result.data : null);
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [password, facts, score]);

  const good = judged !== null && judged >= 3;
  return (
    <div className="flex items-center gap-3 text-sm">
      <div aria-hidden="true" className="flex w-24 shrink-0 gap-1">
        {STEPS.map((step) => (
          <span
            key={step}
            className={`h-1 flex-1 rounded-full ${
              judged !== null && judged >= step ? (good ? 'bg-green' : 'bg-copper') : 'bg-line'
            }`}
          />
        ))}
      </div>
      <p aria-live="polite" className="text-soft">
        <span className="sr-only">{texts.label}: </span>
        {judged === null ? null : texts[`${judged}`]}
      </p>
    </div>
  );
}
