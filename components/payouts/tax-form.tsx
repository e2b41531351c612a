'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { type FieldTexts, fieldError, formError } from '../auth/action-types';
import { useFocusOnError } from '../auth/use-focus-on-error';
import { Field, fieldHelpId } from '../ui/field';
import { Input, inputClass } from '../ui/input';
import { Notice } from '../ui/notice';
import { Select } from '../ui/select';
import { SentButton } from './sent-button';
import { type FormAction, useSentForm } from './use-sent-form';

interface TaxFormProps {
  action: FormAction<{ message: string }>;
  values: Record<'legalName' | 'entity' | 'country' | 'address', string>;
  /** One is stored; it is never sent here. */
  hasTaxId: boolean;
  countries: { code: string; name: string }[];
  fields: FieldTexts;
  strings: Record<
    | 'legalName'
    | 'legalNameHint'
    | 'entity'
    | 'individual'
    | 'business'
    | 'country'
    | 'address'
    | 'addressHint'
    | 'taxId'
    | 'taxIdHint'
    | 'taxIdKorea'
    | 'remove'
    | 'save'
    | 'saving'
    | 'unreachable',
    string
  >;
}

/** Name, address and tax id for the statements. */
export function TaxForm({ action, values, hasTaxId, countries, fields, strings }: TaxFormProps) {
  const { result, pending, form } = useSentForm(action, strings.unreachable);
  const ref = useFocusOnError(result);
  const [country, setCountry] = useState(values.country);
  const [entity, setEntity] = useState(values.entity);
  const taxId = useRef<HTMLInputElement>(null);
  const isSaved = result?.ok === true;
  // Stored now, and from here on only its end is shown.
  useEffect(() => {
    if (isSaved && taxId.current) taxId.current.value = '';
  }, [isSaved]);
  const errorOf = (field: string) => fieldError(result, field, fields);
  const isKorean = country === 'kr';
  // Of persons in Korea no number is taken.
  const asksForId = !isKorean || entity === 'business';
  return (
    <form ref={ref} {...form} className="flex flex-col gap-5">
      <EntityField entity={entity} onChoose={setEntity} strings={strings} />
      <NameField value={values.legalName} error={errorOf('legalName')} strings={strings} />
      <Field id="country" label={strings.country} error={errorOf('country')}>
        <Select
          id="country"
          name="country"
          autoComplete="country"
          value={country}
          onChange={(event) => setCountry(event.target.value)}
          aria-describedby={fieldHelpId('country')}
        >
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <AddressField value={values.address} error={errorOf('address')} strings={strings} />
      {asksForId ? (
        <IdField
          field={taxId}
          hint={isKorean && !hasTaxId ? strings.taxIdKorea : strings.taxIdHint}
          error={errorOf('taxId')}
          strings={strings}
        />
      ) : (
        <p className="text-faint text-sm">{strings.taxIdKorea}</p>
      )}
      {hasTaxId && asksForId ? (
        <label className="flex items-center gap-3 text-sm">
          <input type="checkbox" name="removeTaxId" className="size-4 accent-copper" />
          {strings.remove}
        </label>
      ) : null}
      <div role="alert" className="empty:hidden">
        {formError(result) ? <Notice tone="bad">{formError(result)}</Notice> : null}
      </div>
      <div className="flex flex-wrap items-center gap-4">
        <SentButton variant="primary" pending={pending} pendingLabel={strings.saving}>
          {strings.save}
        </SentButton>
        <p role="status" className="text-soft text-sm">
          {result?.ok ? result.data.message : null}
        </p>
      </div>
    </form>
  );
}

type Strings = TaxFormProps['strings'];

interface EntityFieldProps {
  entity: string;
  onChoose: (entity: string) => void;
  strings: Strings;
}

function EntityField({ entity, onChoose, strings }: EntityFieldProps) {
  return (
    <fieldset>
      <legend className="mb-2 font-[560] text-sm">{strings.entity}</legend>
      <div className="flex gap-6">
        {(['individual', 'business'] as const).map((value) => (
          <label key={value} className="flex items-center gap-2">
            <input
              type="radio"
              name="entity"
              value={value}
              checked={entity === value}
              onChange={() => onChoose(value)}
              className="size-4 accent-copper"
            />
            {strings[value]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface TextFieldProps {
  value: string;
  error: string | undefined;
  strings: Strings;
}

function NameField({ value, error, strings }: TextFieldProps) {
  return (
    <Field id="legalName" label={strings.legalName} hint={strings.legalNameHint} error={error}>
      <Input
        id="legalName"
        name="legalName"
        autoComplete="name"
        maxLength={200}
        defaultValue={value}
        invalid={Boolean(error)}
        aria-describedby={fieldHelpId('legalName')}
      />
    </Field>
  );
}

function AddressField({ value, error, strings }: TextFieldProps) {
  return (
    <Field id="address" label={strings.address} hint={strings.addressHint} error={error}>
      <textarea
        id="address"
        name="address"
        rows={4}
        maxLength={500}
        autoComplete="street-address"
        defaultValue={value}
        aria-invalid={Boolean(error) || undefined}
        aria-describedby={fieldHelpId('address')}
        className={`${inputClass} h-auto py-2`}
      />
    </Field>
  );
}

interface IdFieldProps {
  field: RefObject<HTMLInputElement | null>;
  hint: string;
  error: string | undefined;
  strings: Strings;
}

function IdField({ field, hint, error, strings }: IdFieldProps) {
  return (
    <Field id="taxId" label={strings.taxId} hint={hint} error={error}>
      <Input
        ref={field}
        id="taxId"
        name="taxId"
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        invalid={Boolean(error)}
        aria-describedby={fieldHelpId('taxId')}
        className="figures"
      />
    </Field>
  );
}
