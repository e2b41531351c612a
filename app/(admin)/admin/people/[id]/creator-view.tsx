import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { Badge } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import { Pagination } from '@/components/ui/pagination';
import { SiteLink } from '@/components/ui/site-link';
import { listCreatorTransfers, type PersonCreator, TRANSFERS_PAGE } from '@/lib/desks/backoffice';
import { may } from '@/lib/ground/policy';
import { listPayoutsAtStripe } from '@/lib/rooms/payouts';
import { pageOf, withQuery } from '../../page-of';
import { freezeCreatorAction, releaseCreatorAction } from '../actions';
import { FreezeForm } from './freeze-form';
import type { PersonViewProps } from './money-view';
import { Payouts } from './payouts';
import { ReleaseGifts } from './release-gifts';

/** A creator's balances, payouts and every movement of what is available. */
export async function PersonCreatorView(props: PersonViewProps & { creator: PersonCreator }) {
  const { creator, viewer, person, path, before } = props;
  const [t, format, payouts, transfers] = await Promise.all([
    getTranslations('admin.person'),
    getFormatter(),
    listPayoutsAtStripe(creator.creatorId, 20),
    listCreatorTransfers(creator.creatorId, before),
  ]);
  const { shown, last } = pageOf(transfers, TRANSFERS_PAGE);
  const day = (date: Date | null) =>
    date ? format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' }) : '–';
  return (
    <>
      <Section
        id="creator"
        title={creator.name}
        aside={<Badge>{t(`payoutStatus.${creator.payoutStatus}`)}</Badge>}
      >
        {creator.frozenAt ? (
          <Notice tone="bad" title={t('payoutsFrozen')} className="mb-3">
            {creator.frozenReason}
            <span className="block text-faint">{day(creator.frozenAt)}</span>
          </Notice>
        ) : null}
        <Balances creator={creator} />
        <p className="mt-2 text-faint text-xs">{t('stripeAccount', { id: creator.accountRef ?? '–' })}</p>
        {may(viewer.adminRole, 'releaseGifts') && viewer.userId !== person.userId ? (
          <ReleaseGifts viewerId={viewer.userId} creator={creator} />
        ) : null}
        {may(viewer.adminRole, 'freeze') && viewer.userId !== person.userId ? (
          <div className="mt-4">
            <FreezeForm
              viewerId={viewer.userId}
              values={{ creatorId: String(creator.creatorId) }}
              frozen={creator.frozenAt !== null}
              release={{ action: releaseCreatorAction, label: t('releasePayouts') }}
              freeze={{
                action: freezeCreatorAction,
                label: t('freezePayouts'),
                open: t('freezePayoutsOpen'),
                hint: t('freezePayoutsHint'),
              }}
            />
          </div>
        ) : null}
      </Section>
      <Payouts payouts={payouts} />
      <Section id="transfers" title={t('creatorTransfers')}>
        <Transfers shown={shown} />
        <Pagination
          label={t('pages')}
          previous={before ? { href: withQuery(path, { show: 'creator' }), label: t('newest') } : undefined}
          next={
            last
              ? { href: withQuery(path, { show: 'creator', before: last.cursor }), label: t('older') }
              : undefined
          }
        />
      </Section>
    </>
  );
}

async function Balances({ creator }: { creator: PersonCreator }) {
  const [t, locale] = await Promise.all([getTranslations('admin.person'), getLocale()]);
  const money = (micros: bigint, currency: string) => (
    <Money micros={micros} currency={currency} locale={locale} cents={false} />
  );
  return (
    <DataTable
      caption={t('earnings')}
      rows={creator.balances}
      rowKey={({ currency }) => currency}
      empty={t('noEarnings')}
      columns={[
        { key: 'currency', head: t('currency'), cell: ({ currency }) => currency.toUpperCase() },
        {
          key: 'pending',
          head: t('pending'),
          right: true,
          cell: (row) => money(row.pendingMicros, row.currency),
        },
        {
          key: 'available',
          head: t('available'),
          right: true,
          cell: (row) => money(row.availableMicros, row.currency),
        },
        {
          key: 'held',
          head: t('heldGifts'),
          right: true,
          cell: (row) => money(row.heldMicros, row.currency),
        },
        {
          key: 'transit',
          head: t('inTransit'),
          right: true,
          cell: (row) => money(row.inTransitMicros, row.currency),
        },
        {
          key: 'paid',
          head: t('paidOut'),
          right: true,
          cell: (row) => money(row.paidMicros, row.currency),
        },
      ]}
    />
  );
}

async function Transfers({ shown }: { shown: Awaited<ReturnType<typeof listCreatorTransfers>> }) {
  const [t, format, kind, locale] = await Promise.all([
    getTranslations('admin.person'),
    getFormatter(),
    getTranslations('admin.kind'),
    getLocale(),
  ]);
  const day = (date: Date | null) =>
    date ? format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' }) : '–';
  const money = (micros: bigint, currency: string) => (
    <Money micros={micros} currency={currency} locale={locale} cents={false} />
  );
  return (
    <DataTable
      caption={t('creatorTransfers')}
      rows={shown}
      rowKey={({ cursor, kind: one }) => `${cursor} ${one}`}
      empty={t('noTransfers')}
      columns={[
        { key: 'at', head: t('when'), nowrap: true, cell: ({ at }) => day(at) },
        {
          key: 'what',
          head: t('cause'),
          cell: ({ kind: one, ref }) =>
            one === 'adjustment' ? (
              <SiteLink href={`/admin/adjustments/${ref}`} className="link">
                {kind(one)} #{String(ref)}
              </SiteLink>
            ) : (
              `${kind(one)} #${ref}`
            ),
        },
        {
          key: 'amount',
          head: t('amount'),
          right: true,
          cell: (row) => money(row.amountMicros, row.currency),
        },
      ]}
    />
  );
}
