import { getTranslations } from 'next-intl/server';
import { PageHead } from '@/components/admin/page-head';
import { LinkButton } from '@/components/ui/link-button';

/** For admins, beside the menu: no such number, or not for this role. Others see the site's own page. */
export default async function AdminNotFound() {
  const t = await getTranslations('admin.notFound');
  return (
    <>
      <PageHead title={t('title')} lead={t('text')} />
      <LinkButton href="/admin" size="sm">
        {t('action')}
      </LinkButton>
    </>
  );
}
