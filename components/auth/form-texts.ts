import { getTranslations } from 'next-intl/server';
import type { FieldTexts } from './action-types';
import type { NewPasswordTexts } from './new-password-field';

const FIELD_KEYS = [
  'emailInvalid',
  'passwordShort',
  'passwordLong',
  'passwordWeak',
  'passwordBreached',
  'passwordWrong',
  'nameLong',
  'codeWrong',
  'required',
] as const;

/** Texts of field errors, for the forms in the browser. */
export async function getFieldTexts(): Promise<FieldTexts> {
  const t = await getTranslations('auth.fields');
  return Object.fromEntries(FIELD_KEYS.map((key) => [key, t(key)]));
}

/** Texts of a new-password field with its meter. */
export async function getNewPasswordTexts(label: string, hint: string): Promise<NewPasswordTexts> {
  const t = await getTranslations('auth');
  return {
    label,
    hint,
    show: t('showPassword'),
    hide: t('hidePassword'),
    strength: {
      label: t('strength.label'),
      0: t('strength.0'),
      1: t('strength.1'),
      2: t('strength.2'),
      3: t('strength.3'),
      4: t('strength.4'),
    },
  };
}
