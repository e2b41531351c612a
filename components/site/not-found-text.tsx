import { getTranslations } from 'next-intl/server';
import { Mark } from '../brand/mark';
import { LinkButton } from '../ui/link-button';

/** What stands where nothing is. */
export async function NotFoundText() {
  const t = await getTranslations('common.notFound');
  return (
    <div className="page flex max-w-160 flex-col items-start gap-4 pt-20 pb-10">
      <Mark className="mb-4 size-20 opacity-90" />
      <h1 className="display text-3xl sm:text-4xl">{t('title')}</h1>
      <p className="font-serif text-lg text-soft">{t('text')}</p>
      <LinkButton href="/" className="mt-2">
        {t('action')}
      </LinkButton>
    </div>
  );
}
