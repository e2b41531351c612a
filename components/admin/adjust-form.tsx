'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useRef, useState, useTransition } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import { type FieldTexts, type FormAction, fieldError, formError } from '../auth/action-types';
import { FormNotice } from '../auth/form-notice';
import { type ProofProps, useProvenAction } from '../auth/use-proven-action';
import { Money } from '../money';
import { Button } from '../ui/button';
import { Field, fieldHelpId } from '../ui/field';
import { Input } from '../ui/input';
import { Notice } from '../ui/notice';
import { Select } from '../ui/select';
import { type PreviewData, PreviewTable, type PreviewTexts } from './preview-table';

export interface AdjustTexts extends PreviewTexts {
  account: string;
  direction: string;
  credit: string;
  debit: string;
  amount: string;
  amountHint: string;
  giftExpires: string;
  giftExpiresHint: string;
  reason: string;
  note: string;
  noteHint: string;
  file: string;
  fileHint: string;
  fileNeeded: string;
  preview: string;
  emptyPreview: string;
  now: string;
  change: string;
  post: string;
  ask: string;
  askText: string;
  wait: string;
}

interface AdjustFormProps {
  accounts: { value: string; label: string; balanceMicros: string; currency: string }[];
  reasons: { value: string; label: string }[];
  locale: string;
  preview: FormAction<PreviewData>;
  post: FormAction<{ id: string }>;
  /** Where the evidence is uploaded. */
  uploadPath: string;
  proof: ProofProps;
  fields: FieldTexts;
  texts: AdjustTexts;
}

/** Fills in an adjustment, shows exactly what it would post, and only then posts it or asks a second admin. */
export function AdjustForm(props: AdjustFormProps) {
  const { accounts, reasons, locale, texts, fields } = props;
  const id = useId();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [account, setAccount] = useState(accounts[0]?.value ?? '');
  const [direction, setDirection] = useState('credit');
  const [shown, setShown] = useState<PreviewData | null>(null);
  const [seen, setSeen] = useState<ActionResult<PreviewData> | null>(null);
  const [fault, setFault] = useState<string>();
  const [looking, look] = useTransition();
  const uploaded = useRef<{ file: File; id: string } | null>(null);
  const requestKey = useRef('');
  const chosen = accounts.find(({ value }) => value === account);
  const isGift = account.startsWith('gift:');

  const posting = useProvenAction<{ id: string }>(async (before, data) => {
    const answer = await props.post(before, data);
    if (answer.ok) router.push(`/admin/adjustments/${answer.data.id}`);
    return answer;
  }, props.proof);

  function showPreview(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    data.delete('file');
    look(async () => {
      const answer = await props.preview(null, data);
      setSeen(answer);
      setFault(undefined);
      posting.clear();
      requestKey.current = crypto.randomUUID();
      setShown(answer.ok ? answer.data : null);
    });
  }

  async function upload(file: File): Promise<string | null> {
    if (uploaded.current?.file === file) return uploaded.current.id;
    const data = new FormData();
    data.set('file', file);
    const answer = await fetch(props.uploadPath, { method: 'POST', body: data });
    const read = (await answer.json().catch(() => null)) as { id?: string; message?: string } | null;
    if (!answer.ok || !read?.id) {
      setFault(read?.message ?? fields.fileUnsuitable);
      return null;
    }
    uploaded.current = { file, id: read.id };
    return read.id;
  }

  function confirm() {
    if (!form.current || !shown || posting.pending || looking) return;
    const data = new FormData(form.current);
    const file = data.get('file');
    data.delete('file');
    data.set('requestKey', requestKey.current);
    data.set('seenBalanceMicros', shown.balanceMicros);
    look(async () => {
      setFault(undefined);
      if (file instanceof File && file.size > 0) {
        const fileId = await upload(file);
        if (fileId === null) return;
        data.set('fileId', fileId);
      }
      // Said once, confirmed once more: it is meant.
      if (posting.result && !posting.result.ok && posting.result.code === 'file_repeats')
        data.set('fileAgain', 'on');
      posting.send(data);
    });
  }

  const failed = seen && !seen.ok ? seen : posting.result && !posting.result.ok ? posting.result : null;
  const error = (name: string) => fieldError(failed, name, fields);
  const busy = looking || posting.pending;
  return (
    <div className="grid gap-8 xl:grid-cols-[minmax(0,28rem)_minmax(0,1fr)]">
      <form ref={form} onSubmit={showPreview} onChange={() => setShown(null)} className="flex flex-col gap-4">
        <Field id={`${id}-account`} label={texts.account} error={error('target')}>
          <Select
            id={`${id}-account`}
            name="target"
            value={account}
            onChange={(event) => {
              setAccount(event.target.value);
              if (event.target.value.startsWith('gift:')) setDirection('credit');
              if (event.target.value.startsWith('lot:')) setDirection('debit');
            }}
            className="w-full"
          >
            {accounts.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <fieldset className="flex gap-6">
          <legend className="mb-2 font-[560] text-sm">{texts.direction}</legend>
          {(['credit', 'debit'] as const).map((value) => (
            <label key={value} className="flex items-center gap-2">
              <input
                type="radio"
                name="direction"
                value={value}
                checked={direction === value}
                disabled={(isGift && value === 'debit') || (account.startsWith('lot:') && value === 'credit')}
                onChange={() => setDirection(value)}
                className="accent-(--copper)"
              />
              {texts[value]}
            </label>
          ))}
        </fieldset>
        <Field
          id={`${id}-amount`}
          label={`${texts.amount} (${chosen?.currency.toUpperCase() ?? ''})`}
          hint={texts.amountHint}
          error={error('amount')}
        >
          <Input
            id={`${id}-amount`}
            name="amount"
            required
            inputMode="decimal"
            maxLength={40}
            autoComplete="off"
            invalid={error('amount') !== undefined}
            aria-describedby={fieldHelpId(`${id}-amount`)}
            className="figures"
          />
        </Field>
        {isGift ? (
          <Field
            id={`${id}-until`}
            label={texts.giftExpires}
            hint={texts.giftExpiresHint}
            error={error('giftExpiresAt')}
          >
            <Input
              id={`${id}-until`}
              name="giftExpiresAt"
              type="date"
              aria-describedby={fieldHelpId(`${id}-until`)}
            />
          </Field>
        ) : null}
        <Field id={`${id}-reason`} label={texts.reason}>
          <Select id={`${id}-reason`} name="reason" className="w-full">
            {reasons.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field id={`${id}-note`} label={texts.note} hint={texts.noteHint} error={error('note')}>
          <textarea
            id={`${id}-note`}
            name="note"
            required
            rows={3}
            aria-invalid={error('note') !== undefined || undefined}
            aria-describedby={fieldHelpId(`${id}-note`)}
            className="w-full rounded-md border border-edge bg-raised px-3 py-2 text-base text-ink hover:border-soft aria-invalid:border-red"
          />
        </Field>
        <Field
          id={`${id}-file`}
          label={texts.file}
          hint={direction === 'credit' && !isGift ? texts.fileNeeded : texts.fileHint}
          error={fault ?? error('fileId')}
        >
          <input
            id={`${id}-file`}
            name="file"
            type="file"
            accept="application/pdf,image/png,image/jpeg"
            aria-describedby={fieldHelpId(`${id}-file`)}
            className="text-sm file:mr-3 file:h-9 file:rounded-md file:border file:border-edge file:bg-transparent file:px-3 file:text-ink"
          />
        </Field>
        <FormNotice message={busy ? undefined : formError(failed)} />
        {shown ? null : (
          <Button type="submit" variant="primary" className="self-start" aria-disabled={busy || undefined}>
            {looking ? texts.wait : texts.preview}
          </Button>
        )}
      </form>
      {shown ? (
        <div className="flex flex-col gap-4 self-start" role="status">
          <PreviewTable data={shown} locale={locale} texts={texts} />
          {shown.needsApproval ? <Notice>{texts.askText}</Notice> : null}
          <Button
            variant="primary"
            className="self-start"
            onClick={confirm}
            aria-disabled={busy || undefined}
          >
            {busy ? texts.wait : shown.needsApproval ? texts.ask : texts.post}
          </Button>
        </div>
      ) : chosen ? (
        <div className="self-start rounded-md border border-line border-dashed px-4 py-5">
          <p>
            {texts.now}{' '}
            <Money
              micros={BigInt(chosen.balanceMicros)}
              currency={chosen.currency}
              locale={locale}
              cents={false}
              className="font-[600]"
            />
          </p>
          <p className="mt-1 text-soft">{texts.emptyPreview}</p>
        </div>
      ) : null}
      {posting.dialog}
    </div>
  );
}
