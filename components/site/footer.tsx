import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Mark } from '../brand/mark';

/** Who we are in a sentence, and the language and appearance within reach of every page. */
export async function Footer({ preferences }: { preferences: ReactNode }) {
  const [t, support] = await Promise.all([getTranslations('common.footer'), getTranslations('support')]);
  return (
    <footer className="mt-24 border-line border-t print:hidden">
      <div className="page flex flex-col gap-8 py-12 sm:flex-row sm:items-start sm:justify-between">
        <div className="flex max-w-96 gap-4">
          <Mark className="size-12 shrink-0" />
          <div className="text-sm">
            <p className="mb-1 text-soft">{t('line')}</p>
            <p className="text-faint">{t('wren')}</p>
            <p className="mt-3">
              <a href="/support" className="link">
                {support('title')}
              </a>
            </p>
          </div>
        </div>
        {preferences}
      </div>
    </footer>
  );
}
