import { getFormatter, getTranslations } from 'next-intl/server';
import { ActForm, type ActFormProps } from '@/components/admin/act-form';
import { type Difference, isPostable } from '@/lib/desks/reconciliation';
import { requestChargeAction, setDifferenceStateAction } from '../actions';

interface WhatToDoProps {
  difference: Difference;
  runId: bigint;
  form: Pick<ActFormProps, 'proof' | 'fields'>;
}

/** What a difference calls for, and the two ways to answer it. */
export async function WhatToDo({ difference, runId, form }: WhatToDoProps) {
  const { number, kind, state, note, notedBy, notedAt } = difference;
  const [t, format, auth] = await Promise.all([
    getTranslations('reconciliation'),
    getFormatter(),
    getTranslations('auth'),
  ]);
  return (
    <div className="flex min-w-48 max-w-md flex-col gap-2">
      {state === 'open' ? <p>{t(`advice.${kind}`)}</p> : null}
      {note ? <p className="whitespace-pre-wrap break-words">{note}</p> : null}
      {notedBy && notedAt ? (
        <p className="text-faint text-xs">
          {t(state === 'explained' ? 'explainedBy' : 'reopenedBy', { who: notedBy })} ·{' '}
          {format.dateTime(notedAt, { dateStyle: 'medium', timeStyle: 'short' })}
        </p>
      ) : null}
      {state === 'open' && isPostable(difference) ? (
        <details>
          <summary className="link w-fit cursor-pointer">{t('charge.ask')}</summary>
          <div className="pt-3">
            <ActForm
              action={requestChargeAction}
              values={{ runId: String(runId), number: String(number) }}
              label={t('charge.ask')}
              waitLabel={auth('wait')}
              note={{ name: 'note', label: t('charge.why'), hint: t('charge.hint') }}
              {...form}
            />
          </div>
        </details>
      ) : null}
      <details>
        <summary className="link w-fit cursor-pointer">{t(state === 'open' ? 'explain' : 'reopen')}</summary>
        <div className="pt-3">
          <ActForm
            action={setDifferenceStateAction}
            values={{
              runId: String(runId),
              number: String(number),
              state: state === 'open' ? 'explained' : 'open',
            }}
            label={t(state === 'open' ? 'explain' : 'reopen')}
            waitLabel={auth('wait')}
            note={{ name: 'note', label: t(state === 'open' ? 'whyExplained' : 'whyOpen') }}
            {...form}
          />
        </div>
      </details>
    </div>
  );
}
