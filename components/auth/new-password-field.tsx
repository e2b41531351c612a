'use client';

import { useEffect, useState } from 'react';
import { PasswordField } from './password-field';
import { type ScorePassword, StrengthMeter, type StrengthTexts } from './strength-meter';

export interface NewPasswordTexts {
  label: string;
  hint: string;
  show: string;
  hide: string;
  strength: StrengthTexts;
}

interface NewPasswordFieldProps {
  texts: NewPasswordTexts;
  error?: string;
  /** The action's last answer: the error is about the password that was sent for it. */
  answer: unknown;
  known: string[];
  score: ScorePassword;
}

/** A password to be, with its meter. What was typed stays when the form comes back with an error. */
export function NewPasswordField({ texts, error, answer, known, score }: NewPasswordFieldProps) {
  const [password, setPassword] = useState('');
  const [edited, setEdited] = useState(false);
  useEffect(() => {
    if (answer) setEdited(false);
  }, [answer]);
  return (
    <PasswordField
      name="password"
      label={texts.label}
      hint={texts.hint}
      error={edited ? undefined : error}
      autoComplete="new-password"
      show={texts.show}
      hide={texts.hide}
      value={password}
      onChange={(typed) => {
        setPassword(typed);
        setEdited(true);
      }}
    >
      <StrengthMeter password={password} known={known} score={score} texts={texts.strength} />
    </PasswordField>
  );
}
