'use client';

import { useId, useRef, useState } from 'react';
import { fieldError, formError } from '../auth/action-types';
import { FormNotice } from '../auth/form-notice';
import { Money } from '../money';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import {
  AccountField,
  AmountField,
  DirectionField,
  FileField,
  GiftEndField,
  ReasonField,
} from './adjust-fields';
import type { Account, AdjustFormProps, AdjustTexts } from './adjust-types';
import { NoteField } from './note-field';
import { type PreviewData, PreviewTable } from './preview-table';
import { useAdjusting } from './use-adjusting';

/** Fills in an adjustment, shows exactly what it would post, then posts it or asks a second admin. */
export function AdjustForm(props: AdjustFormProps) {
  const { accounts, reasons, locale, texts, fields } = props;
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [account, setAccount] = useState(accounts[0]?.value ?? '');
  const [direction, setDirection] = useState('credit');
  const act = useAdjusting(props);
  const { shown, failed, busy } = act;
  const chosen = accounts.find(({ value }) => value === account);
  const isGift = account.startsWith('gift:');

  const shared = { id, texts };
  const error = (name: string) => fieldError(failed, name, fields);

  function choose(value: string) {
    setAccount(value);
    if (value.startsWith('gift:')) setDirection('credit');
    if (value.startsWith('lot:')) setDirection('debit');
  }

  return (
    <div className="grid gap-8 xl:grid-cols-[minmax(0,28rem)_minmax(0,1fr)]">
      <form ref={form} onSubmit={act.showPreview} onChange={act.hidePreview} className="flex flex-col gap-4">
        <AccountField
          {...shared}
          error={error('target')}
          accounts={accounts}
          account={account}
          onChoose={choose}
        />
        <DirectionField account={account} direction={direction} onChoose={setDirection} texts={texts} />
        <AmountField {...shared} error={error('amount')} currency={chosen?.currency ?? ''} />
        {isGift ? <GiftEndField {...shared} error={error('giftExpiresAt')} /> : null}
        <ReasonField {...shared} reasons={reasons} />
        <NoteField {...shared} error={error('note')} rows={3} />
        <FileField
          {...shared}
          hint={direction === 'credit' && !isGift ? texts.fileNeeded : texts.fileHint}
          error={act.fault ?? error('fileId')}
        />
        <FormNotice message={busy ? undefined : formError(failed)} />
        {shown ? null : (
          <Button type="submit" variant="primary" className="self-start" aria-disabled={busy || undefined}>
            {act.looking ? texts.wait : texts.preview}
          </Button>
        )}
      </form>
      {shown ? (
        <Preview
          shown={shown}
          busy={busy}
          onConfirm={() => form.current && act.confirm(form.current)}
          locale={locale}
          texts={texts}
        />
      ) : chosen ? (
        <Untouched account={chosen} locale={locale} texts={texts} />
      ) : null}
      {act.dialog}
    </div>
  );
}

interface PreviewProps {
  shown: PreviewData;
  busy: boolean;
  onConfirm: () => void;
  locale: string;
  texts: AdjustTexts;
}

/** What would be posted, and the button that posts it or asks for it. */
function Preview({ shown, busy, onConfirm, locale, texts }: PreviewProps) {
  return (
    <div className="flex flex-col gap-4 self-start" role="status">
      <PreviewTable data={shown} locale={locale} texts={texts} />
      {shown.needsApproval ? <Notice>{texts.askText}</Notice> : null}
      <Button variant="primary" className="self-start" onClick={onConfirm} aria-disabled={busy || undefined}>
        {busy ? texts.wait : shown.needsApproval ? texts.ask : texts.post}
      </Button>
    </div>
  );
}

interface UntouchedProps {
  account: Account;
  locale: string;
  texts: AdjustTexts;
}

/** The balance as it is, before anything is asked for. */
function Untouched({ account, locale, texts }: UntouchedProps) {
  return (
    <div className="self-start rounded-md border border-line border-dashed px-4 py-5">
      <p>
        {texts.now}{' '}
        <Money
          micros={BigInt(account.balanceMicros)}
          currency={account.currency}
          locale={locale}
          cents={false}
          className="font-[600]"
        />
      </p>
      <p className="mt-1 text-soft">{texts.emptyPreview}</p>
    </div>
  );
}
