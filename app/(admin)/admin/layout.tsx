import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { AdminNav } from '@/components/admin/admin-nav';
import { AdminSearch } from '@/components/admin/admin-search';
import { Notice } from '@/components/ui/notice';
import { SiteLink } from '@/components/ui/site-link';
import { countWaiting } from '@/lib/desks/backoffice';
import { getViewer, requireAdmin } from '@/lib/entry/session';
import { SECTIONS } from './sections';

/** The back office: sections on the left (above on a phone), the page beside them. Pages guard themselves. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  // Nobody signed in: the page knows its own address and sends them to sign in and back to it.
  if (!(await getViewer())) return children;
  const viewer = await requireAdmin('/admin');
  const [t, waiting] = await Promise.all([getTranslations('admin'), countWaiting(viewer)]);
  return (
    <div className="page py-4 text-sm lg:grid lg:grid-cols-[10rem_minmax(0,1fr)] lg:gap-8 lg:py-6">
      <AdminNav
        label={t('nav.label')}
        role={t(`role.${viewer.adminRole}`)}
        links={SECTIONS.filter(({ roles }) => roles.includes(viewer.adminRole)).map(
          ({ href, key, waits }) => ({
            href,
            label: t(`nav.${key}`),
            count: (waits ?? []).reduce((all, one) => all + waiting[one], 0),
          }),
        )}
        waitingLabel={t('nav.waiting', { count: '{count}' })}
        search={<AdminSearch label={t('nav.search')} placeholder={t('nav.searchHint')} />}
      />
      <div className="min-w-0">
        {viewer.hasSecondFactor ? null : (
          <Notice tone="bad" className="mb-6">
            {t('noSecondFactor')}{' '}
            <SiteLink href="/settings#second-factor" className="link">
              {t('turnItOn')}
            </SiteLink>
          </Notice>
        )}
        {children}
      </div>
    </div>
  );
}
