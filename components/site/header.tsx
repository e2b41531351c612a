import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { WordMark } from '../brand/word-mark';
import { buttonClass } from '../ui/button-class';
import { SiteLink } from '../ui/site-link';
import { HeaderMenu } from './header-menu';

interface HeaderProps {
  viewer: { name: string | null; email: string; isCreator?: boolean; isAdmin?: boolean } | null;
  /** The wallet's balance for who is signed in. */
  balance?: ReactNode;
  preferences: ReactNode;
  signOut?: ReactNode;
  /** False where the page has a search of its own. */
  search?: boolean;
}

const navLink = 'inline-flex h-11 items-center rounded-sm px-2 text-sm text-soft hover:text-ink';

/** The one line on top of every page. */
export async function Header({ viewer, balance, preferences, signOut, search = true }: HeaderProps) {
  const t = await getTranslations('common');
  return (
    <header className="sticky top-0 z-20 border-line border-b bg-paper/95 backdrop-blur-sm print:hidden">
      <div className="page flex h-14 items-center gap-2 sm:gap-4">
        <SiteLink href="/" aria-label={t('nav.home')} className="mr-auto flex rounded-sm">
          <WordMark />
        </SiteLink>
        <nav aria-label={t('nav.label')} className="flex items-center gap-1 sm:gap-3">
          {search ? (
            <>
              <search className="hidden md:block">
                <form action="/search">
                  <input
                    type="search"
                    name="q"
                    required
                    maxLength={120}
                    aria-label={t('search.label')}
                    placeholder={t('search.placeholder')}
                    className={
                      'h-8 w-44 rounded-full border border-line bg-transparent px-4 text-sm ' +
                      'transition-[width,border-color] hover:border-edge focus:w-60 ' +
                      'focus:border-edge'
                    }
                  />
                </form>
              </search>
              <SiteLink
                href="/search"
                aria-label={t('nav.search')}
                className="grid size-11 place-items-center rounded-full text-soft hover:text-ink md:hidden"
              >
                <svg
                  aria-hidden="true"
                  viewBox="0 0 20 20"
                  className="size-5 fill-none stroke-[1.5] stroke-current"
                >
                  <circle cx="8.5" cy="8.5" r="5.75" />
                  <path d="M13 13l4.5 4.5" />
                </svg>
              </SiteLink>
            </>
          ) : null}
          {viewer ? (
            <>
              <SiteLink href="/library" className={`${navLink} max-sm:hidden`}>
                {t('nav.library')}
              </SiteLink>
              {balance}
            </>
          ) : (
            <SiteLink href="/sign-in" className={buttonClass({ size: 'sm' })}>
              {t('nav.signIn')}
            </SiteLink>
          )}
          <HeaderMenu viewer={viewer} preferences={preferences} signOut={signOut} />
        </nav>
      </div>
    </header>
  );
}
