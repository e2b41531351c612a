import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { formatMoney } from '@/lib/core/money';
import type { ItemKind } from '@/lib/generated/prisma/enums';
import { LinkButton } from '../ui/link-button';
import { Panel } from '../ui/panel';
import { UnlockForm } from './unlock-form';
import { UnlockRetry } from './unlock-retry';

interface UnlockPanelProps {
  id: string;
  item: { id: bigint; slug: string; kind: ItemKind; priceMicros: bigint; readingMinutes: number };
  /** Null: not signed in. */
  balanceMicros: bigint | null;
  currency: string;
  locale: string;
  /** 0: an unlock cannot be taken back. */
  undoMinutes: number;
  action: Parameters<typeof UnlockForm>[0]['action'];
  topUp: ReactNode;
  /** What is sold besides the text. */
  offer?: ReactNode;
  /** What stopped an unlock on the way back from the top-up. */
  problem?: string;
}

/** Where the free part ends: what the rest costs, and the one button that opens it. */
export async function UnlockPanel(props: UnlockPanelProps) {
  const { item, balanceMicros, currency, locale } = props;
  const t = await getTranslations('unlock');
  const signInHref = `/sign-in?next=/read/${item.slug}`;
  const price = formatMoney(item.priceMicros, currency, locale);
  return (
    <section id={props.id} tabIndex={-1} aria-labelledby={`${props.id}-title`} className="font-sans">
      <div className="ghost" aria-hidden="true">
        <span />
        <span className="w-[94%]" />
        <span className="w-[97%]" />
        <span className="w-3/5" />
      </div>
      <Panel className="relative -mt-4 flex flex-col gap-5">
        <div>
          <h2 id={`${props.id}-title`} className="display text-xl">
            {t(`titles.${item.kind}`)}
          </h2>
          <p className="mt-1 text-soft">
            {item.kind === 'article' ? t('rest', { minutes: item.readingMinutes }) : t('forGood')}
            {props.offer}
          </p>
        </div>
        {props.problem ? (
          <p role="alert" className="border-copper border-l-2 bg-copper-tint px-4 py-3 text-sm">
            {props.problem}
          </p>
        ) : null}
        {balanceMicros === null ? (
          <SignIn price={price} slug={item.slug} />
        ) : (
          <UnlockRetry words={{ lost: t('lost'), retry: t('retry') }}>
            <UnlockForm
              action={props.action}
              itemId={String(item.id)}
              priceMicros={item.priceMicros}
              balanceMicros={balanceMicros}
              currency={currency}
              locale={locale}
              signInHref={signInHref}
              topUp={props.topUp}
              strings={{
                button: t('button', { price: '{price}' }),
                pending: t('pending'),
                balance: t('balance', { amount: '{balance}' }),
                undoHint: props.undoMinutes > 0 ? t('undoHint', { minutes: props.undoMinutes }) : '',
                short: t('short', { balance: '{balance}', price: '{price}' }),
                shortText: t('shortText'),
                changed: t('changed', { before: '{before}', after: '{after}' }),
                frozen: t('frozen'),
                limit: t('limit'),
                withdrawn: t('withdrawn'),
                toWallet: t('frozenAction'),
                toFront: t('withdrawnAction'),
                signedOut: t('signedOut'),
                signIn: t('signInAgain'),
              }}
            />
          </UnlockRetry>
        )}
      </Panel>
    </section>
  );
}

/** For people who are not signed in: the price is the way in. */
async function SignIn({ price, slug }: { price: string; slug: string }) {
  const t = await getTranslations('unlock');
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
      <LinkButton href={`/sign-in?next=/read/${slug}`} variant="primary" size="lg" className="figures">
        {t('signIn', { price })}
      </LinkButton>
      <p className="text-faint text-sm">
        <a href={`/sign-up?next=/read/${slug}`} className="link">
          {t('signUp')}
        </a>
        <br />
        {t('signInHint')}
      </p>
    </div>
  );
}
