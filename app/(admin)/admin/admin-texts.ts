import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { FieldTexts } from '@/components/auth/action-types';
import { getFieldTexts } from '@/components/auth/form-texts';

const KEYS = ['noteLong', 'required', 'datePast', 'attachmentNeeded', 'fileUnsuitable'] as const;

/** Texts of field errors for the forms of the back office. */
export async function getAdminFieldTexts(): Promise<FieldTexts> {
  const [t, fields] = await Promise.all([getTranslations('admin.fields'), getFieldTexts()]);
  return { ...fields, ...Object.fromEntries(KEYS.map((key) => [key, t(key)])) };
}
