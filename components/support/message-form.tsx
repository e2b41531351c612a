'use client';

import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type FormAction, useSentForm } from '../payouts/use-sent-form';
import { Button } from '../ui/button';
import { Field, fieldHelpId } from '../ui/field';
import { Input, inputClass } from '../ui/input';
import { Notice } from '../ui/notice';

export interface MessageStrings {
  body: string;
  bodyHint?: string;
  subject?: string;
  send: string;
  sending: string;
  unreachable: string;
  /** Texts of field errors by their keys. */
  errors: Record<string, string>;
}

interface MessageFormProps {
  action: FormAction<{ message: string }>;
  hidden: Record<string, string>;
  /** Names the message until it is sent: the same press twice is one message. */
  messageKey: string;
  strings: MessageStrings;
  primary?: boolean;
  /** Answers to put into the text, by title. */
  canned?: { label: string; options: { title: string; body: string }[] };
  children?: ReactNode;
}

/** One message in plain text, with a subject if it begins something. Typed text stays until it arrives. */
export function MessageForm({
  action,
  hidden,
  messageKey,
  strings,
  primary,
  canned,
  children,
}: MessageFormProps) {
  const { result, pending, form } = useSentForm(action, strings.unreachable);
  const [key, setKey] = useState(messageKey);
  const [body, setBody] = useState('');
  const seen = useRef(result);
  const id = useId();

  useEffect(() => {
    if (seen.current === result) return;
    seen.current = result;
    if (!result?.ok) return;
    setBody('');
    setKey(crypto.randomUUID());
  }, [result]);

  const errorOf = (name: string) => {
    const code = result && !result.ok ? result.fieldErrors?.[name] : undefined;
    return code ? (strings.errors[code] ?? strings.errors.required) : undefined;
  };
  const other = result && !result.ok && !errorOf('body') && !errorOf('subject') ? result.message : null;
  return (
    <form {...form} className="flex flex-col gap-4">
      {Object.entries({ ...hidden, messageKey: key }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {strings.subject ? <SubjectField id={id} label={strings.subject} error={errorOf('subject')} /> : null}
      {canned && canned.options.length > 0 ? (
        <Canned
          canned={canned}
          onChoose={(chosen) => setBody((typed) => (typed ? `${typed}\n\n${chosen}` : chosen))}
        />
      ) : null}
      <BodyField id={id} body={body} onType={setBody} strings={strings} error={errorOf('body')} />
      {children}
      <div role="alert" className="empty:hidden">
        {other ? <Notice tone="bad">{other}</Notice> : null}
      </div>
      <div className="flex items-center gap-4">
        <Button
          type="submit"
          variant={primary ? 'primary' : 'secondary'}
          aria-disabled={pending || undefined}
        >
          {pending ? strings.sending : strings.send}
        </Button>
        <p role="status" className="text-soft text-sm">
          {result?.ok ? result.data.message : null}
        </p>
      </div>
    </form>
  );
}

interface CannedProps {
  canned: NonNullable<MessageFormProps['canned']>;
  onChoose: (body: string) => void;
}

function Canned({ canned, onChoose }: CannedProps) {
  return (
    <select
      aria-label={canned.label}
      value=""
      onChange={(event) => {
        const chosen = canned.options[Number(event.target.value)];
        if (chosen) onChoose(chosen.body);
      }}
      className={`${inputClass} h-9 max-w-sm text-sm`}
    >
      <option value="">{canned.label}</option>
      {canned.options.map(({ title }, place) => (
        <option key={title} value={place}>
          {title}
        </option>
      ))}
    </select>
  );
}

interface SubjectFieldProps {
  id: string;
  label: string;
  error: string | undefined;
}

function SubjectField({ id, label, error }: SubjectFieldProps) {
  return (
    <Field id={`${id}-subject`} label={label} error={error}>
      <Input
        id={`${id}-subject`}
        name="subject"
        required
        invalid={Boolean(error)}
        aria-describedby={fieldHelpId(`${id}-subject`)}
      />
    </Field>
  );
}

interface BodyFieldProps {
  id: string;
  body: string;
  onType: (body: string) => void;
  strings: MessageStrings;
  error: string | undefined;
}

function BodyField({ id, body, onType, strings, error }: BodyFieldProps) {
  return (
    <Field id={`${id}-body`} label={strings.body} hint={strings.bodyHint} error={error}>
      <textarea
        id={`${id}-body`}
        name="body"
        rows={6}
        required
        value={body}
        onChange={(event) => onType(event.target.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby={fieldHelpId(`${id}-body`)}
        className={`${inputClass} h-auto py-2`}
      />
    </Field>
  );
}
