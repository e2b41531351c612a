'use client';

import { useEffect } from 'react';
import { type ButtonVariant, buttonClass } from '../ui/button-class';
import { Field, fieldHelpId } from '../ui/field';
import { Notice } from '../ui/notice';
import { Select } from '../ui/select';
import { SentButton } from './sent-button';
import { type FormAction, useSentForm } from './use-sent-form';

interface OnboardingFormProps {
  action: FormAction<{ url: string }>;
  variant?: ButtonVariant;
  /** To choose from; absent once Stripe knows the country. */
  countries?: { code: string; name: string }[];
  chosen?: string;
  strings: Record<
    | 'submit'
    | 'pending'
    | 'unreachable'
    | 'country'
    | 'countryHint'
    | 'entity'
    | 'individual'
    | 'company'
    | 'refused',
    string
  >;
}

/** Goes to Stripe's own form. Without script the form posts itself and a link leads on. */
export function OnboardingForm({ action, variant, countries, chosen, strings }: OnboardingFormProps) {
  const { result, posted, pending, form } = useSentForm(action, strings.unreachable);
  const url = result?.ok ? result.data.url : null;
  useEffect(() => {
    if (url) location.assign(url);
  }, [url]);
  const refused = result && !result.ok && result.fieldErrors?.country ? strings.refused : undefined;
  return (
    <form {...form} className="flex flex-col gap-5">
      {countries ? (
        <>
          <Field id="country" label={strings.country} hint={strings.countryHint} error={refused}>
            <Select
              id="country"
              name="country"
              defaultValue={chosen}
              autoComplete="country"
              aria-describedby={fieldHelpId('country')}
            >
              {countries.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <fieldset>
            <legend className="mb-2 font-[560] text-sm">{strings.entity}</legend>
            <div className="flex gap-6 text-sm">
              <label className="flex items-center gap-2">
                <input
                  type="radio"
                  name="entityType"
                  value="individual"
                  defaultChecked
                  className="size-4 accent-copper"
                />
                {strings.individual}
              </label>
              <label className="flex items-center gap-2">
                <input type="radio" name="entityType" value="company" className="size-4 accent-copper" />
                {strings.company}
              </label>
            </div>
          </fieldset>
        </>
      ) : null}
      <div role="alert" className="empty:hidden">
        {result && !result.ok && !refused ? <Notice tone="bad">{result.message}</Notice> : null}
      </div>
      {posted?.ok ? (
        <a href={posted.data.url} className={buttonClass({ variant, className: 'self-start' })}>
          {strings.submit}
        </a>
      ) : (
        <SentButton
          variant={variant}
          pending={pending || url !== null}
          pendingLabel={strings.pending}
          className="self-start"
        >
          {strings.submit}
        </SentButton>
      )}
    </form>
  );
}
