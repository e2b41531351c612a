'use client';

import { type ReactNode, useState } from 'react';
import { Field, fieldHelpId } from '../ui/field';
import { Input } from '../ui/input';

interface PasswordFieldProps {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  autoComplete: 'current-password' | 'new-password';
  show: string;
  hide: string;
  value?: string;
  onChange?: (value: string) => void;
  required?: boolean;
  children?: ReactNode;
}

/** A password that can be looked at: mistyping unseen is the most common reason why signing in fails. */
export function PasswordField(props: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const { name, label, hint, error, autoComplete, value, onChange, required = true } = props;
  return (
    <Field id={name} label={label} hint={hint} error={error}>
      <div className="relative">
        <Input
          id={name}
          name={name}
          type={shown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
          required={required}
          value={value}
          onChange={onChange && ((event) => onChange(event.target.value))}
          invalid={Boolean(error)}
          aria-describedby={fieldHelpId(name)}
          className="pr-20"
        />
        <button
          type="button"
          aria-pressed={shown}
          aria-controls={name}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-1 right-1 rounded-sm px-3 text-soft text-sm hover:text-ink"
        >
          {shown ? props.hide : props.show}
        </button>
      </div>
      {props.children}
    </Field>
  );
}
