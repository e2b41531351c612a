'use client';

import { Field, fieldHelpId } from '../ui/field';
import { Input } from '../ui/input';

interface EmailFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
}

/** Not type="email": browsers judge addresses by older rules than ours, and quietly rewrite some. */
export function EmailField({ label, value, onChange, error }: EmailFieldProps) {
  return (
    <Field id="email" label={label} error={error}>
      <Input
        id="email"
        name="email"
        type="text"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={320}
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
        invalid={Boolean(error)}
        aria-describedby={fieldHelpId('email')}
      />
    </Field>
  );
}
