import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ImportForm } from '@/components/studio/import-form';
import { SiteLink } from '@/components/ui/site-link';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import { IMPORT_MAX_BYTES } from '@/lib/desks/studio';
import { requireCreator } from '@/lib/entry/session';
import { importAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio.import'))('title'), robots: { index: false } };
}

export default async function ImportPage() {
  await requireCreator('/studio/import');
  const [locale, t] = await Promise.all([getLocale(), getTranslations('studio')]);
  const words = loadMessages(locale).studio;
  return (
    <div className="max-w-208">
      <p className="text-sm">
        <SiteLink href="/studio" className="link">
          {t('item.back')}
        </SiteLink>
      </p>
      <h1 className="display mt-4 text-3xl">{t('import.title')}</h1>
      <p className="mt-2 mb-8 max-w-prose text-soft [font-variant-ligatures:none]">{t('import.lead')}</p>
      <ImportForm
        action={importAction}
        maxBytes={IMPORT_MAX_BYTES}
        words={words.import}
        fields={words.fields}
      />
    </div>
  );
}
