import { getTranslations } from 'next-intl/server';
import { PageHead } from '@/components/admin/page-head';
import { Notice } from '@/components/ui/notice';
import { SiteLink } from '@/components/ui/site-link';

/** In place of figures nobody asked for: what in the address can't be read, and the page without it. */
export async function Unreadable({ title, path, wrong }: { title: string; path: string; wrong: string[] }) {
  const t = await getTranslations('admin.unreadable');
  return (
    <>
      <PageHead title={title} />
      <Notice tone="bad">
        <p>{t('text', { what: wrong.join(', ') })}</p>
        <p className="mt-2">{t('hint')}</p>
        <p className="mt-2">
          <SiteLink href={path} className="link">
            {t('without')}
          </SiteLink>
        </p>
      </Notice>
    </>
  );
}
