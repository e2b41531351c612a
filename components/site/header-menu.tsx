import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { SiteLink } from '../ui/site-link';

interface HeaderMenuProps {
  viewer: { name: string | null; email: string; isCreator?: boolean; isAdmin?: boolean } | null;
  preferences: ReactNode;
  signOut?: ReactNode;
}

const ID = 'site-menu';

/** The menu is the browser's own popover: it works without script, closes on Escape and returns the focus. */
export async function HeaderMenu({ viewer, preferences, signOut }: HeaderMenuProps) {
  const [t, support] = await Promise.all([getTranslations('common.nav'), getTranslations('support')]);
  const links = viewer
    ? [
        { href: '/library', label: t('library') },
        { href: '/wallet', label: t('wallet') },
        viewer.isCreator
          ? { href: '/studio', label: t('studio') }
          : { href: '/become-a-creator', label: t('become') },
        { href: '/settings', label: t('settings') },
        { href: '/support', label: support('title') },
        ...(viewer.isAdmin ? [{ href: '/admin', label: t('admin') }] : []),
      ]
    : [
        { href: '/sign-in', label: t('signIn') },
        { href: '/sign-up', label: t('signUp') },
      ];
  return (
    <>
      <button
        type="button"
        popoverTarget={ID}
        aria-label={t('menu')}
        className="-mr-2 grid size-11 place-items-center rounded-full text-soft hover:text-ink"
      >
        <svg aria-hidden="true" viewBox="0 0 20 20" className="size-5 stroke-[1.5] stroke-current">
          <path d="M3 6.5h14M3 13.5h14" />
        </svg>
      </button>
      <div
        id={ID}
        popover="auto"
        className={
          'fixed inset-auto top-15 right-[max(12px,calc((100vw-var(--container-page))/2))] m-0 ' +
          'w-[min(19rem,calc(100vw-24px))] rounded-md border border-line bg-raised p-2 text-ink'
        }
      >
        {viewer ? (
          <p className="px-3 pt-2 pb-3 text-sm">
            <span className="label block">{t('signedInAs')}</span>
            <span className="block truncate font-[560]">{viewer.name ?? viewer.email}</span>
          </p>
        ) : null}
        <ul className="border-line border-t py-2 first:border-t-0 first:pt-0">
          {links.map((link) => (
            <li key={link.href}>
              <SiteLink href={link.href} className="flex h-10 items-center rounded-sm px-3 hover:bg-sunk">
                {link.label}
              </SiteLink>
            </li>
          ))}
        </ul>
        <div className="border-line border-t px-3 py-4">{preferences}</div>
        {signOut ? <div className="border-line border-t p-2">{signOut}</div> : null}
      </div>
    </>
  );
}
