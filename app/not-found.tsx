import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NotFoundText } from '@/components/site/not-found-text';
import { SiteFrame } from './site-frame';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common.notFound');
  return { title: t('title') };
}

export default function NotFound() {
  return (
    <SiteFrame>
      <NotFoundText />
    </SiteFrame>
  );
}
