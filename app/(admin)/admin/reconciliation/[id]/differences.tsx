import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { ActFormProps } from '@/components/admin/act-form';
import { DataTable } from '@/components/admin/data-table';
import { SiteLink } from '@/components/ui/site-link';
import type { Difference } from '@/lib/desks/reconciliation';
import { Amount } from './amount';
import { PARTS } from './closing';
import { WhatToDo } from './what-to-do';

const TABLES = ['top_ups', 'refunds', 'disputes', 'payouts', 'processor_charges'] as const;
const LEADS_TO: Record<string, string> = {
  top_ups: '/admin/refunds/top-ups',
  disputes: '/admin/disputes',
};

interface DifferencesProps {
  rows: Difference[];
  runId: bigint;
  caption: string;
  form: Pick<ActFormProps, 'proof' | 'fields'>;
}

export async function Differences({ rows, runId, caption, form }: DifferencesProps) {
  const [t, locale, format] = await Promise.all([
    getTranslations('reconciliation'),
    getLocale(),
    getFormatter(),
  ]);
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ number }) => String(number)}
      empty={t('noDifferences')}
      columns={[
        {
          key: 'when',
          head: t('when'),
          nowrap: true,
          cell: ({ happenedAt }) => format.dateTime(happenedAt, { dateStyle: 'medium', timeStyle: 'short' }),
        },
        {
          key: 'kind',
          head: t('kind'),
          cell: ({ kind, category }) => (
            <>
              <strong>{t(`kinds.${kind}`)}</strong>
              <span className="block text-faint">{t(`parts.${partOf(category)}`)}</span>
            </>
          ),
        },
        {
          key: 'thing',
          wide: true,
          head: t('thing'),
          cell: (difference) => <Thing difference={difference} />,
        },
        {
          key: 'stripe',
          head: t('atStripe'),
          right: true,
          cell: ({ processorMicros, currency }) => (
            <Amount micros={processorMicros} currency={currency} locale={locale} />
          ),
        },
        {
          key: 'books',
          head: t('inBooks'),
          right: true,
          cell: ({ booksMicros, currency }) => (
            <Amount micros={booksMicros} currency={currency} locale={locale} />
          ),
        },
        {
          key: 'what',
          wide: true,
          head: t('what'),
          cell: (difference) => <WhatToDo difference={difference} runId={runId} form={form} />,
        },
      ]}
    />
  );
}

function partOf(category: string): (typeof PARTS)[number] {
  const known = PARTS.find((part) => part === category);
  if (known) return known;
  if (category.startsWith('refund')) return 'refunds';
  return category.startsWith('transfer') ? 'transfers' : 'other';
}

/** What the difference is about: our own row where there is one, and what Stripe calls it. */
async function Thing({ difference }: { difference: Difference }) {
  const { refTable, ref, sourceRef, transactionRef } = difference;
  const t = await getTranslations('reconciliation');
  const table = TABLES.find((known) => known === refTable);
  const name = table ? t(`refs.${table}`, { id: String(ref) }) : null;
  const path = refTable ? LEADS_TO[refTable] : undefined;
  return (
    <>
      {path && name ? (
        <SiteLink href={`${path}/${ref}`} className="link">
          {name}
        </SiteLink>
      ) : (
        name
      )}
      <span className="block wrap-anywhere font-mono text-xs">
        {[sourceRef, transactionRef].filter(Boolean).join(' ')}
      </span>
    </>
  );
}
