import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { StudioNav } from '@/components/studio/studio-nav';
import { requireCreator } from '@/lib/entry/session';

/** Every page of the studio stands under its four tabs. */
export default async function StudioLayout({ children }: { children: ReactNode }) {
  const [, t] = await Promise.all([requireCreator('/studio'), getTranslations('studio.nav')]);
  return (
    <div className="page py-6 sm:py-8">
      <StudioNav
        label={t('label')}
        tabs={[
          { href: '/studio', label: t('items') },
          { href: '/studio/earnings', label: t('earnings') },
          { href: '/studio/payouts', label: t('payouts') },
          { href: '/studio/profile', label: t('profile') },
        ]}
      />
      {children}
    </div>
  );
}
