import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NotFoundText } from '@/components/site/not-found-text';
import { Document } from './document';
import { SiteFrame } from './site-frame';

export { generateViewport } from './layout';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  return { title: `${t('notFound.title')} · ${t('name')}` };
}

/**
 * Where no route is. A document of its own: as the root's not-found page, frame and all, it would come along
 * with every page for the case that something is missing there. Each group has its own words for that.
 */
export default function GlobalNotFound() {
  return (
    <Document>
      <SiteFrame>
        <NotFoundText />
      </SiteFrame>
    </Document>
  );
}
