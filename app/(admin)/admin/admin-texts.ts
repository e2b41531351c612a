import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { PreviewTexts } from '@/components/admin/preview-table';
import type { FieldTexts } from '@/components/auth/action-types';
import { getFieldTexts } from '@/components/auth/form-texts';

const KEYS = ['noteLong', 'required', 'datePast', 'attachmentNeeded', 'fileUnsuitable'] as const;

/** Texts of field errors for the forms of the back office. */
export async function getAdminFieldTexts(): Promise<FieldTexts> {
  const [t, fields] = await Promise.all([getTranslations('admin.fields'), getFieldTexts()]);
  return { ...fields, ...Object.fromEntries(KEYS.map((key) => [key, t(key)])) };
}

/** The words of a preview's table; what its balance is of, a page may say itself. */
export async function getPreviewTexts(): Promise<PreviewTexts> {
  const t = await getTranslations('admin.adjust');
  return {
    previewTitle: t('previewTitle'),
    ledgerAccount: t('ledgerAccount'),
    debitColumn: t('debitColumn'),
    creditColumn: t('creditColumn'),
    before: t('before'),
    after: t('after'),
  };
}
