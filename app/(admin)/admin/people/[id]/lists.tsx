import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { AdjustmentTable } from '@/components/admin/adjustment-table';
import { DataTable } from '@/components/admin/data-table';
import { Money } from '@/components/money';
import { Badge } from '@/components/ui/badge';
import { Pagination } from '@/components/ui/pagination';
import { Segmented } from '@/components/ui/segmented';
import { SiteLink } from '@/components/ui/site-link';
import { ADJUSTMENTS_PAGE, listAdjustments } from '@/lib/admin/adjustments/queries';
import { LIST_PAGE, listAllSessions, listNotes, listTopUps, listUnlocks } from '@/lib/admin/people/lists';
import { NOT_ABOVE } from '@/lib/admin/permissions';
import { readId } from '@/lib/admin/schemas';
import { describeUserAgent } from '@/lib/auth/describe-user-agent';
import { DomainError } from '@/lib/errors';
import { listStatement } from '@/lib/wallet/list-statement';
import { getProofProps } from '../../../../proof-props';
import { getAdminFieldTexts } from '../../admin-texts';
import { pageOf, withQuery } from '../../page-of';
import { endSessionsAction, writeNoteAction } from '../actions';
import type { PersonViewProps } from './money-view';

interface OlderProps {
  path: string;
  view: string;
  before: string;
  next: string | null;
  extra?: Record<string, string>;
}

async function Older({ path, view, before, next, extra }: OlderProps) {
  const t = await getTranslations('admin');
  return (
    <Pagination
      label={t('pages')}
      previous={before ? { href: withQuery(path, { show: view, ...extra }), label: t('newest') } : undefined}
      next={
        next
          ? { href: withQuery(path, { show: view, ...extra, before: next }), label: t('older') }
          : undefined
      }
    />
  );
}

/** Every movement of one wallet with what caused it; an unlock is one line whatever lots it drained. */
export async function TransfersView({
  person,
  path,
  before,
  walletId,
}: PersonViewProps & { walletId: bigint | null }) {
  const [t, kinds, locale, format] = await Promise.all([
    getTranslations('admin.person'),
    getTranslations('admin.kind'),
    getLocale(),
    getFormatter(),
  ]);
  const wallet = person.wallets.find((one) => one.walletId === walletId) ?? person.wallets[0];
  if (!wallet) return <p className="text-soft">{t('noWallet')}</p>;
  const extra = { wallet: String(wallet.walletId) };
  const { entries, next } = await readStatement(wallet.walletId, before);
  return (
    <>
      {person.wallets.length > 1 ? (
        <Segmented
          label={t('wallets')}
          className="mb-4"
          options={person.wallets.map((one) => ({
            href: withQuery(path, { show: 'transfers', wallet: String(one.walletId) }),
            label: one.currency.toUpperCase(),
            current: one === wallet,
          }))}
        />
      ) : null}
      <DataTable
        caption={t('view.transfers')}
        rows={entries}
        rowKey={({ cursor }) => cursor}
        empty={t('noTransfers')}
        columns={[
          {
            key: 'at',
            head: t('when'),
            nowrap: true,
            cell: ({ at }) => (
              <time dateTime={at.toISOString()}>
                {format.dateTime(at, { dateStyle: 'medium', timeStyle: 'medium' })}
              </time>
            ),
          },
          {
            key: 'cause',
            head: t('cause'),
            cell: ({ kind, ref, item, card }) => (
              <>
                {kind === 'adjustment' ? (
                  <SiteLink href={`/admin/adjustments/${ref}`} className="link">
                    {kinds(kind)} #{String(ref)}
                  </SiteLink>
                ) : (
                  <>
                    {kinds.has(kind as 'unlock') ? kinds(kind as 'unlock') : kind}{' '}
                    <span className="figures text-faint">#{String(ref)}</span>
                  </>
                )}
                {item ? (
                  <>
                    {' · '}
                    <SiteLink href={`/read/${item.slug}`} lang={item.language} className="link">
                      {item.title}
                    </SiteLink>
                  </>
                ) : null}
                {card?.last4 ? (
                  <span className="text-faint">
                    {' '}
                    · {card.brand} {card.last4}
                  </span>
                ) : null}
              </>
            ),
          },
          {
            key: 'amount',
            head: t('amount'),
            right: true,
            cell: ({ amountMicros }) => (
              <Money micros={amountMicros} currency={wallet.currency} locale={locale} sign cents={false} />
            ),
          },
          {
            key: 'after',
            head: t('balanceAfter'),
            right: true,
            cell: ({ balanceAfterMicros }) => (
              <Money
                micros={balanceAfterMicros}
                currency={wallet.currency}
                locale={locale}
                cents={false}
                className="text-soft"
              />
            ),
          },
        ]}
      />
      <Older path={path} view="transfers" before={before} next={next} extra={extra} />
    </>
  );
}

async function readStatement(walletId: bigint, before: string) {
  try {
    return await listStatement({ walletId, filter: 'all', before: before || undefined });
  } catch (error) {
    // An address with a cursor that is none shows the beginning.
    if (error instanceof DomainError && error.code === 'invalid_input')
      return listStatement({ walletId, filter: 'all' });
    throw error;
  }
}

export async function UnlocksView({ person, path, before }: PersonViewProps) {
  const [t, locale, format, rows] = await Promise.all([
    getTranslations('admin.person'),
    getLocale(),
    getFormatter(),
    listUnlocks(person.userId, readId(before)),
  ]);
  const { shown, last } = pageOf(rows, LIST_PAGE);
  return (
    <>
      <DataTable
        caption={t('view.unlocks')}
        rows={shown}
        rowKey={({ id }) => String(id)}
        empty={t('noUnlocks')}
        columns={[
          {
            key: 'at',
            head: t('when'),
            nowrap: true,
            cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'medium' }),
          },
          {
            key: 'item',
            head: t('item'),
            cell: ({ item }) => (
              <>
                <SiteLink href={`/read/${item.slug}`} lang={item.language} className="link">
                  {item.title}
                </SiteLink>{' '}
                <span className="text-faint">{item.creator.name}</span>
              </>
            ),
          },
          {
            key: 'state',
            head: t('status'),
            cell: ({ refundedAt }) =>
              refundedAt
                ? t('takenBack', { when: format.dateTime(refundedAt, { dateStyle: 'medium' }) })
                : t('owned'),
          },
          {
            key: 'id',
            head: t('id'),
            right: true,
            cell: ({ id }) => (
              <SiteLink href={`/admin/refunds/unlocks/${id}`} className="link figures">
                {String(id)}
              </SiteLink>
            ),
          },
          {
            key: 'price',
            head: t('amount'),
            right: true,
            cell: ({ priceMicros, wallet }) => (
              <Money micros={priceMicros} currency={wallet.currency} locale={locale} cents={false} />
            ),
          },
        ]}
      />
      <Older path={path} view="unlocks" before={before} next={last ? String(last.id) : null} />
    </>
  );
}

export async function TopUpsView({ person, path, before }: PersonViewProps) {
  const [t, locale, format, rows] = await Promise.all([
    getTranslations('admin.person'),
    getLocale(),
    getFormatter(),
    listTopUps(person.userId, readId(before)),
  ]);
  const { shown, last } = pageOf(rows, LIST_PAGE);
  return (
    <>
      <DataTable
        caption={t('view.top-ups')}
        rows={shown}
        rowKey={({ id }) => String(id)}
        empty={t('noTopUps')}
        columns={[
          {
            key: 'id',
            head: t('id'),
            cell: ({ id, status }) =>
              status === 'paid' ? (
                <SiteLink href={`/admin/refunds/top-ups/${id}`} className="link figures">
                  {String(id)}
                </SiteLink>
              ) : (
                <span className="figures">{String(id)}</span>
              ),
          },
          {
            key: 'at',
            head: t('when'),
            nowrap: true,
            cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'short' }),
          },
          {
            key: 'status',
            head: t('status'),
            cell: ({ status, failureCode }) => (
              <>
                {t(`topUpState.${status}`)}{' '}
                {failureCode ? <span className="text-faint">{failureCode}</span> : null}
              </>
            ),
          },
          {
            key: 'card',
            head: t('card'),
            nowrap: true,
            cell: ({ cardBrand, cardLast4 }) => (cardLast4 ? `${cardBrand ?? ''} ${cardLast4}` : '–'),
          },
          {
            key: 'stripe',
            head: t('stripe'),
            cell: ({ chargeId, paymentIntentId }) => (
              <span className="break-all font-mono text-xs">{chargeId ?? paymentIntentId ?? '–'}</span>
            ),
          },
          {
            key: 'fee',
            head: t('fee'),
            right: true,
            cell: ({ feeMicros, wallet }) =>
              feeMicros === null ? (
                '–'
              ) : (
                <Money micros={feeMicros} currency={wallet.currency} locale={locale} cents={false} />
              ),
          },
          {
            key: 'amount',
            head: t('amount'),
            right: true,
            cell: ({ amountMicros, wallet }) => (
              <Money micros={amountMicros} currency={wallet.currency} locale={locale} cents={false} />
            ),
          },
        ]}
      />
      <Older path={path} view="top-ups" before={before} next={last ? String(last.id) : null} />
    </>
  );
}

export async function AdjustmentsView({ person, path, before }: PersonViewProps) {
  const rows = await listAdjustments({ ownerId: person.userId, before: readId(before) });
  const { shown, last } = pageOf(rows, ADJUSTMENTS_PAGE);
  return (
    <>
      <AdjustmentTable rows={shown} />
      <Older path={path} view="adjustments" before={before} next={last ? String(last.id) : null} />
    </>
  );
}

export async function SessionsView({ person, viewer }: PersonViewProps) {
  const [t, auth, settings, format, sessions, proof, fields] = await Promise.all([
    getTranslations('admin.person'),
    getTranslations('auth'),
    getTranslations('settings.sessions'),
    getFormatter(),
    listAllSessions(person.userId),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const mayEnd = !person.adminRole || NOT_ABOVE[viewer.adminRole].includes(person.adminRole);
  const userId = String(person.userId);
  return (
    <>
      <DataTable
        caption={t('view.sessions')}
        rows={sessions}
        rowKey={({ id }) => id}
        empty={t('noSessions')}
        columns={[
          {
            key: 'seen',
            head: t('lastSeen'),
            nowrap: true,
            cell: ({ lastSeenAt }) =>
              format.dateTime(lastSeenAt, { dateStyle: 'medium', timeStyle: 'short' }),
          },
          {
            key: 'begun',
            head: t('begun'),
            nowrap: true,
            cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'short' }),
          },
          {
            key: 'device',
            head: t('device'),
            cell: ({ userAgent }) => {
              const { browser, system } = describeUserAgent(userAgent ?? '');
              return settings('device', {
                browser: browser ?? settings('unknownBrowser'),
                system: system ?? settings('unknownSystem'),
              });
            },
          },
          {
            key: 'from',
            head: t('from'),
            cell: ({ address }) => <span className="figures break-all">{address ?? '–'}</span>,
          },
          {
            key: 'state',
            head: t('status'),
            cell: ({ id, isLive }) =>
              isLive && mayEnd ? (
                <ActForm
                  action={endSessionsAction}
                  values={{ userId, sessionId: id }}
                  label={t('endSession')}
                  waitLabel={auth('wait')}
                  proof={proof}
                  fields={fields}
                />
              ) : (
                t(isLive ? 'sessionLive' : 'sessionOver')
              ),
          },
        ]}
      />
      {mayEnd && sessions.some(({ isLive }) => isLive) ? (
        <div className="mt-4">
          <ActForm
            action={endSessionsAction}
            values={{ userId }}
            label={t('endAll')}
            waitLabel={auth('wait')}
            variant="danger"
            proof={proof}
            fields={fields}
          />
        </div>
      ) : null}
    </>
  );
}

export async function NotesView({ person, viewer }: PersonViewProps) {
  const [t, auth, format, notes, proof, fields] = await Promise.all([
    getTranslations('admin.person'),
    getTranslations('auth'),
    getFormatter(),
    listNotes(person.userId),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <ActForm
        action={writeNoteAction}
        values={{ userId: String(person.userId) }}
        label={t('writeNote')}
        waitLabel={auth('wait')}
        note={{ name: 'note', label: t('note'), hint: t('noteHint') }}
        proof={proof}
        fields={fields}
      />
      {notes.length === 0 ? <p className="border-line border-y py-6 text-soft">{t('noNotes')}</p> : null}
      <ol>
        {notes.map((note) => (
          <li key={note.id} className="border-line border-t py-3">
            <p className="mb-1 flex flex-wrap gap-2 text-faint text-xs">
              <Badge>{note.author.email}</Badge>
              <time dateTime={note.createdAt.toISOString()}>
                {format.dateTime(note.createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
              </time>
            </p>
            <p className="whitespace-pre-wrap break-words">{note.body}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
