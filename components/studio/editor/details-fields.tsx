'use client';

import { SUMMARY_MAX } from '@/lib/desks/studio/browser';
import { cn } from '../../ui/cn';
import { Field, fieldHelpId } from '../../ui/field';
import { inputClass } from '../../ui/input';
import { Select } from '../../ui/select';
import type { StudioWords } from '../words';
import type { DraftFields } from './types';

export interface Choice {
  value: string;
  label: string;
}

interface DetailsFieldsProps {
  fields: DraftFields;
  onChange: (patch: Partial<DraftFields>) => void;
  errors: Partial<Record<string, string>>;
  topics: Choice[];
  languages: Choice[];
  words: StudioWords['details'];
}

/** What lists show of an item, beside its title. */
export function DetailsFields({ fields, onChange, errors, topics, languages, words }: DetailsFieldsProps) {
  return (
    <div className="flex flex-col gap-5">
      <Field id="draft-summary" label={words.summary} hint={words.summaryHint} error={errors.summary}>
        <textarea
          id="draft-summary"
          name="summary"
          rows={3}
          lang={fields.language}
          value={fields.summary}
          maxLength={SUMMARY_MAX}
          onChange={(event) => onChange({ summary: event.target.value })}
          aria-describedby={fieldHelpId('draft-summary')}
          className={cn(inputClass, 'h-auto py-2.5')}
        />
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Field id="draft-topic" label={words.topic}>
          <Select
            id="draft-topic"
            name="topic"
            value={fields.topic}
            onChange={(event) => onChange({ topic: event.target.value })}
            className="w-full"
          >
            <Options choices={topics} />
          </Select>
        </Field>
        <Field id="draft-language" label={words.language}>
          <Select
            id="draft-language"
            name="language"
            value={fields.language}
            onChange={(event) => onChange({ language: event.target.value })}
            className="w-full"
          >
            <Options choices={languages} />
          </Select>
        </Field>
      </div>
    </div>
  );
}

function Options({ choices }: { choices: Choice[] }) {
  return choices.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
