'use client';

import { useState } from 'react';
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
  known: string[];
  score: ScorePassword;
}

/** A password to be, with its meter. What was typed stays when the form comes back with an error. */
export function NewPasswordField({ texts, error, known, score }: NewPasswordFieldProps) {
  const [password, setPassword] = useState('');
  return (
    <PasswordField
      name="password"
      label={texts.label}
      hint={texts.hint}
      error={error}
      autoComplete="new-password"
      show={texts.show}
      hide={texts.hide}
      value={password}
      onChange={setPassword}
    >
      <StrengthMeter password={password} known={known} score={score} texts={texts.strength} />
    </PasswordField>
  );
}
