import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { AdjustForm } from '@/components/admin/adjust-form';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { env } from '@/lib/core/env';
import { readId } from '@/lib/core/ids';
import { formatMoney } from '@/lib/core/money';
import { getPerson, type Person } from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { AdjustmentReason } from '@/lib/generated/prisma/enums';
import { MAY } from '@/lib/ground/policy';
import { approvalLimitMicros } from '@/lib/rooms/approvals';
import { getProofProps } from '../../../../proof-props';
import { type SearchParams, single } from '../../../../search-params';
import { adminMetadata } from '../../admin-metadata';
import { getAdminFieldTexts, getPreviewTexts } from '../../admin-texts';
import { previewAdjustmentAction, requestAdjustmentAction } from '../actions';

export const generateMetadata = () => adminMetadata('admin.adjust.title', MAY.adjust);

/** Writes an adjustment for one person: fill in, see the postings, post or ask. */
export default async function AdjustPage({ searchParams }: { searchParams: SearchParams }) {
  const query = await searchParams;
  const userId = readId(single(query.person));
  const viewer = await requireAdmin(`/admin/adjustments/new?person=${userId ?? ''}`, MAY.adjust);
  const person = userId === null || userId === viewer.userId ? null : await getPerson(userId);
  if (!person) notFound();
  const [t, auth, a, locale, proof, fields, previewTexts, accounts] = await Promise.all([
    getTranslations('admin.adjust'),
    getTranslations('auth'),
    getTranslations('admin.adjustment'),
    getLocale(),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
    getPreviewTexts(),
    listAccounts(person),
  ]);
  const limit = formatMoney(approvalLimitMicros(), env.WALLET_CURRENCY, locale);
  return (
    <>
      <PageHead
        title={t('title')}
        lead={
          <>
            {t('for')} <PersonLink userId={person.userId} email={person.email} />
          </>
        }
      />
      {accounts.length === 0 ? (
        <p className="text-soft">{t('noAccount')}</p>
      ) : (
        <AdjustForm
          accounts={accounts}
          reasons={Object.values(AdjustmentReason).map((value) => ({ value, label: a(`reason.${value}`) }))}
          locale={locale}
          preview={previewAdjustmentAction}
          post={requestAdjustmentAction}
          uploadPath="/admin/adjustments/files"
          proof={proof}
          fields={fields}
          texts={{
            ...previewTexts,
            account: t('account'),
            direction: t('direction'),
            credit: t('credit'),
            debit: t('debit'),
            amount: t('amount'),
            amountHint: t('amountHint'),
            giftExpires: t('giftExpires'),
            giftExpiresHint: t('giftExpiresHint'),
            reason: t('reason'),
            note: t('note'),
            noteHint: t('noteHint'),
            file: t('file'),
            fileHint: t('fileHint'),
            fileNeeded: t('fileNeeded'),
            preview: t('preview'),
            emptyPreview: t('emptyPreview'),
            now: t('now'),
            change: t('change'),
            post: t('post'),
            ask: t('ask'),
            askText: t('askText', { limit }),
            wait: auth('wait'),
          }}
        />
      )}
    </>
  );
}

/** What of this person's can be adjusted. */
async function listAccounts(person: Person) {
  const [t, locale, format] = await Promise.all([
    getTranslations('admin.adjust'),
    getLocale(),
    getFormatter(),
  ]);
  const line = (value: string, label: string, micros: bigint, currency: string) => ({
    value,
    label,
    balanceMicros: String(micros),
    currency,
  });
  const wallets = person.wallets.flatMap(({ walletId, currency, lots }) => {
    const amount = (micros: bigint) => formatMoney(micros, currency, locale, { cents: false });
    return [
      ...lots
        .filter(({ kind }) => kind === 'paid')
        .map((lot) =>
          line(
            `paid:${walletId}`,
            t('paidAccount', { amount: amount(lot.balanceMicros) }),
            lot.balanceMicros,
            currency,
          ),
        ),
      line(`gift:${walletId}`, t('newGift'), 0n, currency),
      ...lots
        .filter(({ kind }) => kind === 'promotional')
        .map((lot) =>
          line(
            `lot:${walletId}:${lot.accountId}`,
            t('giftAccount', {
              amount: amount(lot.balanceMicros),
              made: format.dateTime(lot.createdAt, { dateStyle: 'medium' }),
            }),
            lot.balanceMicros,
            currency,
          ),
        ),
    ];
  });
  const { creator } = person;
  const earned =
    creator?.balances.find(({ currency }) => currency === env.WALLET_CURRENCY)?.availableMicros ?? 0n;
  const amount = formatMoney(earned, env.WALLET_CURRENCY, locale, { cents: false });
  return creator
    ? [
        ...wallets,
        line(
          `creator:${creator.creatorId}:${env.WALLET_CURRENCY}`,
          t('creatorAccount', { amount }),
          earned,
          env.WALLET_CURRENCY,
        ),
      ]
    : wallets;
}
