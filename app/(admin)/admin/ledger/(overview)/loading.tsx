import { getTranslations } from 'next-intl/server';
import { TableLoading } from '@/components/admin/table-loading';

export default async function LedgerLoading() {
  return <TableLoading label={(await getTranslations('common'))('loading')} />;
}
