import { getTranslations } from 'next-intl/server';
import { SiteLink } from '@/components/ui/site-link';
import { countWaiting, type Waiting } from '@/lib/desks/backoffice';
import type { AdminViewer } from '@/lib/rooms/identity';

const KINDS: { key: keyof Waiting; href: string }[] = [
  { key: 'adjustments', href: '/admin/adjustments?status=pending' },
  { key: 'gifts', href: '/admin/gifts' },
  { key: 'reversals', href: '/admin/refunds' },
  { key: 'disputes', href: '/admin/disputes' },
  { key: 'holds', href: '/admin/disputes?show=decide' },
  { key: 'oddMoney', href: '/admin/odd-money' },
  { key: 'failedPayouts', href: '/admin/odd-money' },
  { key: 'unknownPayouts', href: '/admin/odd-money' },
  { key: 'differences', href: '/admin/reconciliation' },
  { key: 'charges', href: '/admin/reconciliation#charges' },
  { key: 'support', href: '/admin/support' },
  { key: 'jobs', href: '/admin/jobs?state=failed' },
  { key: 'mails', href: '/admin/jobs#mail' },
];

/** What an admin should look at before anything else, each with the way there. */
export async function WaitingList({ viewer }: { viewer: AdminViewer }) {
  const [t, waiting] = await Promise.all([getTranslations('admin.overview.waiting'), countWaiting(viewer)]);
  const shown = KINDS.filter(({ key }) => waiting[key] > 0);
  return (
    <section aria-labelledby="waiting-title" className="mb-8">
      <h2 id="waiting-title" className="mb-2 font-[600] text-base">
        {t('title')}
      </h2>
      {shown.length === 0 ? (
        <p className="rounded-md border border-line border-dashed px-4 py-3 text-soft">{t('nothing')}</p>
      ) : (
        <ul
          className={
            'grid overflow-hidden rounded-md border border-line bg-raised sm:grid-cols-2 ' +
            'xl:grid-cols-[repeat(auto-fit,minmax(12rem,1fr))]'
          }
        >
          {shown.map(({ key, href }) => (
            <li key={key} className="-mr-px -mb-px flex border-line border-r border-b">
              <SiteLink
                href={href}
                className={
                  'group flex flex-1 items-baseline gap-2.5 px-4 py-3 hover:bg-sunk ' +
                  'focus-visible:-outline-offset-2'
                }
              >
                <span className="display figures text-copper text-xl">{waiting[key]}</span>
                <span className="text-soft group-hover:text-ink">{t(key, { count: waiting[key] })}</span>
              </SiteLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
