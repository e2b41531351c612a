import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { KindForm } from '@/components/studio/kind-form';
import { SiteLink } from '@/components/ui/site-link';
import { requireCreator } from '@/lib/entry/session';
import { ItemKind } from '@/lib/generated/prisma/enums';
import { createItemAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio.new'))('title'), robots: { index: false } };
}

export default async function NewItemPage() {
  await requireCreator('/studio/new');
  const t = await getTranslations('studio');
  return (
    <>
      <p className="text-sm">
        <SiteLink href="/studio" className="link">
          {t('item.back')}
        </SiteLink>
      </p>
      <h1 className="display mt-4 mb-6 text-3xl">{t('new.title')}</h1>
      <KindForm
        kinds={Object.values(ItemKind).map((kind) => ({
          value: kind,
          label: t(`kinds.${kind}`),
          text: t(`new.${kind}`),
        }))}
        action={createItemAction}
        label={t('new.title')}
        submit={t('new.create')}
        wait={t('new.wait')}
      />
    </>
  );
}
