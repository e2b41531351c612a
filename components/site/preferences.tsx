import { getLocale, getTranslations } from 'next-intl/server';
import type { ActionResult } from '@/lib/core/errors';
import { LOCALES } from '@/lib/core/i18n/locales';
import type { Theme } from '@/lib/core/theme';
import { PreferenceForm } from './preference-form';

type PreferenceAction = (previous: unknown, form?: FormData) => Promise<ActionResult<void>>;

export interface PreferencesProps {
  theme: Theme | null;
  setLocale: PreferenceAction;
  setTheme: PreferenceAction;
}

/** Language and appearance, one tap each. */
export async function Preferences({ theme, setLocale, setTheme }: PreferencesProps) {
  const t = await getTranslations('common');
  return (
    <div className="flex flex-col gap-4 sm:gap-5">
      <PreferenceForm
        action={setLocale}
        name="locale"
        label={t('preferences.language')}
        failed={t('preferences.failed')}
        current={await getLocale()}
        options={LOCALES.map((value) => ({ value, label: t(`languages.${value}`), lang: value }))}
      />
      <PreferenceForm
        action={setTheme}
        name="theme"
        label={t('preferences.theme')}
        failed={t('preferences.failed')}
        current={theme ?? 'system'}
        options={(['system', 'light', 'dark'] as const).map((value) => ({
          value,
          label: t(`preferences.${value}`),
        }))}
      />
    </div>
  );
}
