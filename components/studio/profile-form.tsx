'use client';

import { type ReactNode, useActionState, useEffect, useState } from 'react';
import { type FieldTexts, type FormAction, fieldError, formError, type Told } from '../auth/action-types';
import { FormNotice } from '../auth/form-notice';
import { useFocusOnError } from '../auth/use-focus-on-error';
import { Portrait } from '../cover/portrait';
import { cn } from '../ui/cn';
import { Field, fieldHelpId } from '../ui/field';
import { Input, inputClass } from '../ui/input';
import { Select } from '../ui/select';
import { SubmitButton } from '../ui/submit-button';
import { fill, type StudioWords } from './words';

interface ProfileValues {
  handle: string;
  name: string;
  bio: string;
  /** One a line. */
  links: string;
  hue: number;
  timeZone: string;
}

interface ProfileFormProps {
  profile: ProfileValues;
  action: FormAction<Told>;
  /** Of this site's creator pages, without the handle. */
  base: string;
  /** Left out while becoming a creator: the browser's own is taken. */
  timeZones?: { value: string; label: string }[];
  submit: string;
  wait: string;
  words: StudioWords['profile'];
  fields: FieldTexts;
  children?: ReactNode;
}

/** A creator's face. What was typed stays, whatever the answer. */
export function ProfileForm({ profile, action, words, fields, ...props }: ProfileFormProps) {
  const [values, setValues] = useState(profile);
  const [result, send, pending] = useActionState(action, null);
  const form = useFocusOnError(result);
  const zoneIsChosen = props.timeZones !== undefined;
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (!zoneIsChosen) setValues((typed) => ({ ...typed, timeZone }));
  }, [zoneIsChosen]);
  const control = (name: keyof ProfileValues) => ({
    id: name,
    name,
    value: values[name],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
    'aria-describedby': fieldHelpId(name),
  });
  const errorOf = (name: string) => fieldError(result, name, fields);
  return (
    <form ref={form} action={send} noValidate className="flex max-w-[36rem] flex-col gap-6">
      <FormNotice message={formError(result)} />
      <Face values={values} words={words} control={control} />
      {props.children}
      <Field id="name" label={words.name} hint={words.nameHint} error={errorOf('name')}>
        <Input {...control('name')} maxLength={60} autoComplete="name" invalid={Boolean(errorOf('name'))} />
      </Field>
      <Field
        id="handle"
        label={words.handle}
        hint={fill(words.handleHint, { address: `${props.base}${values.handle || '…'}` })}
        error={errorOf('handle')}
      >
        <Input
          {...control('handle')}
          maxLength={60}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          invalid={Boolean(errorOf('handle'))}
        />
      </Field>
      <Field id="bio" label={words.bio} hint={words.bioHint} error={errorOf('bio')}>
        <textarea {...control('bio')} {...area(errorOf('bio'))} rows={4} maxLength={600} />
      </Field>
      <Field id="links" label={words.links} hint={words.linksHint} error={errorOf('links')}>
        <textarea {...control('links')} {...area(errorOf('links'))} rows={3} spellCheck={false} />
      </Field>
      <ZoneField
        timeZones={props.timeZones}
        error={errorOf('timeZone')}
        values={values}
        words={words}
        control={control}
      />
      <div className="flex items-center gap-4">
        <SubmitButton variant="primary" pendingLabel={props.wait}>
          {props.submit}
        </SubmitButton>
        <p role="status" className="text-soft text-sm">
          {result?.ok && !pending ? result.data.message : null}
        </p>
      </div>
    </form>
  );
}

const area = (error: string | undefined) => ({
  'aria-invalid': Boolean(error) || undefined,
  className: cn(inputClass, 'h-auto py-2.5'),
});

interface PartProps {
  values: ProfileValues;
  words: StudioWords['profile'];
  /** What every field of the form has in common. */
  control: (name: keyof ProfileValues) => {
    id: string;
    name: string;
    value: string | number;
    onChange: (event: { target: { value: string } }) => void;
    'aria-describedby': string;
  };
}

interface ZoneFieldProps extends PartProps {
  timeZones: ProfileFormProps['timeZones'];
  error: string | undefined;
}

function ZoneField({ timeZones, error, values, words, control }: ZoneFieldProps) {
  if (!timeZones) return <input type="hidden" name="timeZone" value={values.timeZone} />;
  return (
    <Field id="timeZone" label={words.timeZone} hint={words.timeZoneHint} error={error}>
      <Select {...control('timeZone')} className="w-full">
        {timeZones.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** The portrait as it will be, and its colour. */
function Face({ values, words, control }: PartProps) {
  return (
    <div className="flex items-center gap-5">
      <Portrait
        name={values.name || '?'}
        handle={values.handle}
        hue={Number(values.hue)}
        className="size-20"
      />
      <div className="flex flex-1 flex-col gap-2">
        <label htmlFor="hue" className="font-[560] text-sm">
          {words.hue}
        </label>
        <input {...control('hue')} type="range" min={0} max={359} className="accent-copper" />
      </div>
    </div>
  );
}
