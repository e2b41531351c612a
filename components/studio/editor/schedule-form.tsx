'use client';

import { type FormEvent, useEffect, useState } from 'react';
import { listZones } from '@/lib/core/time-zone-name';
import { Button } from '../../ui/button';
import { Field, fieldHelpId } from '../../ui/field';
import { Input } from '../../ui/input';
import { Select } from '../../ui/select';
import type { StudioWords } from '../words';

interface ScheduleFormProps {
  /** The creator's own; UTC stands for "not chosen yet", and the browser's is offered. */
  timeZone: string;
  errors: Partial<Record<string, string>>;
  pending: boolean;
  onSchedule: (localTime: string, timeZone: string) => void;
  words: StudioWords['publish'];
}

/** A date, a time, and whose clock they are read on. */
export function ScheduleForm({ timeZone, errors, pending, onSchedule, words }: ScheduleFormProps) {
  const [zone, setZone] = useState(timeZone);
  useEffect(() => {
    if (timeZone === 'UTC') setZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
  }, [timeZone]);
  const zones = listZones(zone);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onSchedule(String(new FormData(event.currentTarget).get('localTime')), zone);
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      className="grid w-full gap-4 rounded-md border border-line bg-raised p-4 sm:grid-cols-[1fr_1fr_auto]"
    >
      <Field id="schedule-time" label={words.time} error={errors.localTime}>
        <Input
          id="schedule-time"
          name="localTime"
          type="datetime-local"
          required
          invalid={Boolean(errors.localTime)}
          aria-describedby={fieldHelpId('schedule-time')}
        />
      </Field>
      <Field id="schedule-zone" label={words.zone} error={errors.timeZone}>
        <Select
          id="schedule-zone"
          value={zone}
          onChange={(event) => setZone(event.target.value)}
          className="w-full"
        >
          {zones.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" className="self-start sm:mt-7" aria-disabled={pending || undefined}>
        {pending ? words.wait : words.scheduleNow}
      </Button>
    </form>
  );
}
