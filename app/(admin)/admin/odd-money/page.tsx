import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ActForm, type ActFormProps } from '@/components/admin/act-form';
import { type Column, DataTable } from '@/components/admin/data-table';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { Money } from '@/components/money';
import { Segmented } from '@/components/ui/segmented';
import { SiteLink } from '@/components/ui/site-link';
import { listOddMoney, type OddMoneyListing } from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { getProofProps } from '../../../proof-props';
import type { SearchParams } from '../../../search-params';
import { adminMetadata } from '../admin-metadata';
import { getAdminFieldTexts } from '../admin-texts';
import { endOddMoneyAction } from './actions';

const PATH = '/admin/odd-money';
const LEADS_TO: Partial<Record<OddMoneyListing['about'], string>> = {
  top_up: '/admin/refunds/top-ups',
  dispute: '/admin/disputes',
};

export const generateMetadata = () => adminMetadata('oddMoney.title', MAY.endOddMoney);

/** Money at the processor that is posted nowhere yet, and what finance made of it. */
export default async function OddMoneyPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireAdmin(PATH, MAY.endOddMoney);
  const state = (await searchParams).show === 'ended' ? 'ended' : 'open';
  const [t, rows, proof, fields] = await Promise.all([
    getTranslations('oddMoney'),
    listOddMoney(state),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const columns = await getColumns(state, { proof, fields });
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Segmented
        label={t('title')}
        className="mb-4"
        options={(['open', 'ended'] as const).map((one) => ({
          href: one === 'open' ? PATH : `${PATH}?show=ended`,
          label: t(one),
          current: one === state,
        }))}
      />
      <DataTable
        caption={t(state)}
        rows={rows}
        rowKey={({ id }) => String(id)}
        empty={t(state === 'open' ? 'none' : 'noneEnded')}
        columns={columns}
      />
    </>
  );
}

async function getColumns(
  state: 'open' | 'ended',
  form: Pick<ActFormProps, 'proof' | 'fields'>,
): Promise<Column<OddMoneyListing>[]> {
  const [t, locale, format] = await Promise.all([getTranslations('oddMoney'), getLocale(), getFormatter()]);
  const amount = (micros: bigint | null, currency: string | null) =>
    micros === null || currency === null ? (
      '–'
    ) : (
      <Money micros={micros} currency={currency} locale={locale} cents={false} />
    );
  const moment = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  return [
    { key: 'when', head: t('when'), nowrap: true, cell: ({ createdAt }) => moment(createdAt) },
    { key: 'what', wide: true, head: t('what'), cell: (row) => <Thing row={row} t={t} /> },
    {
      key: 'who',
      head: t('who'),
      cell: ({ person }) => (person ? <PersonLink userId={person.userId} email={person.name} /> : '–'),
    },
    {
      key: 'expected',
      head: t('expected'),
      right: true,
      cell: (row) => amount(row.expectedMicros, row.expectedCurrency),
    },
    {
      key: 'came',
      head: t('came'),
      right: true,
      cell: (row) => amount(row.cameMicros, row.cameCurrency),
    },
    {
      key: 'how',
      wide: true,
      head: t(state === 'open' ? 'how' : 'outcome'),
      cell: (row) =>
        state === 'open' ? (
          <Ways row={row} form={form} />
        ) : (
          <>
            {row.outcome ? <strong>{t(`outcomes.${row.outcome}`)}</strong> : null}
            {row.note ? <p className="whitespace-pre-wrap break-words">{row.note}</p> : null}
            <p className="text-faint text-xs">
              {row.endedByEmail ? t('by', { who: row.endedByEmail }) : t('itself')} ·{' '}
              {row.endedAt ? moment(row.endedAt) : null}
            </p>
          </>
        ),
    },
  ];
}

type Words = Awaited<ReturnType<typeof getTranslations<'oddMoney'>>>;

function Thing({ row, t }: { row: OddMoneyListing; t: Words }) {
  const { about, reason, ref, processorRef, detail } = row;
  const name =
    ref === null ? t(`about.${about}`) : t('aboutRef', { about: t(`about.${about}`), id: String(ref) });
  const path = ref === null ? undefined : LEADS_TO[about];
  return (
    <>
      <strong>{t(`reason.${reason}`)}</strong>
      <span className="block">
        {path ? (
          <SiteLink href={`${path}/${ref}`} className="link">
            {name}
          </SiteLink>
        ) : (
          name
        )}
      </span>
      <span className="block wrap-anywhere font-mono text-faint text-xs">
        {[processorRef, detail].filter(Boolean).join(' · ')}
      </span>
    </>
  );
}

interface WaysProps {
  row: OddMoneyListing;
  form: Pick<ActFormProps, 'proof' | 'fields'>;
}

async function Ways({ row, form }: WaysProps) {
  const [t, auth] = await Promise.all([getTranslations('oddMoney'), getTranslations('auth')]);
  return (
    <div className="flex min-w-48 max-w-md flex-col gap-2">
      <p>{t(`advice.${row.reason}`)}</p>
      {row.choices.map((outcome) => (
        <details key={outcome}>
          <summary className="link w-fit cursor-pointer">{t(`end.${outcome}`)}</summary>
          <div className="pt-3">
            <ActForm
              action={endOddMoneyAction}
              values={{ id: String(row.id), outcome }}
              label={t(`end.${outcome}`)}
              waitLabel={auth('wait')}
              note={{ name: 'note', label: t('why') }}
              {...form}
            />
          </div>
        </details>
      ))}
    </div>
  );
}
