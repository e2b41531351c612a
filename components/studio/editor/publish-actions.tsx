'use client';

import { useState } from 'react';
import { Button } from '../../ui/button';
import { LinkButton } from '../../ui/link-button';
import type { StudioWords } from '../words';
import { ScheduleForm } from './schedule-form';
import type { EditorDraft } from './types';

export type Deed = 'publish' | 'unschedule' | 'withdraw';

interface PublishActionsProps {
  draft: EditorDraft;
  /** There is something that readers do not have yet. */
  changed: boolean;
  /** Another question comes first, with a primary button of its own. */
  waits: boolean;
  pending: Deed | 'schedule' | 'remove' | null;
  onDo: (deed: Deed) => void;
  onSchedule: (localTime: string, timeZone: string) => void;
  errors: Partial<Record<string, string>>;
  timeZone: string;
  words: StudioWords['publish'];
}

/** What can become of the draft now; the one primary button is what most people want next. */
export function PublishActions(props: PublishActionsProps) {
  const { draft, changed, waits, pending, onDo, words } = props;
  const [scheduling, setScheduling] = useState(false);
  const { status } = draft;
  const live = status === 'published';
  const main = { draft: 'now', scheduled: 'now', published: 'changes', withdrawn: 'again' } as const;
  const idle = live && !changed;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        {status === 'draft' || status === 'withdrawn' ? (
          <Button size="sm" aria-expanded={scheduling} onClick={() => setScheduling(!scheduling)}>
            {words.schedule}
          </Button>
        ) : null}
        {status === 'scheduled' ? (
          <Button size="sm" onClick={() => onDo('unschedule')}>
            {pending === 'unschedule' ? words.wait : words.unschedule}
          </Button>
        ) : null}
        {live ? (
          <>
            <LinkButton size="sm" variant="quiet" href={`/read/${draft.slug}`}>
              {words.view}
            </LinkButton>
            <Button size="sm" onClick={() => onDo('withdraw')}>
              {pending === 'withdraw' ? words.wait : words.withdraw}
            </Button>
          </>
        ) : null}
        <Button
          size="sm"
          variant={waits ? undefined : 'primary'}
          aria-disabled={idle || pending === 'publish' || undefined}
          onClick={() => {
            if (!idle && !pending) onDo('publish');
          }}
        >
          {pending === 'publish' ? words.wait : idle ? words.upToDate : words[main[status]]}
        </Button>
      </div>
      {/* A row of its own under both halves of the bar, whose buttons stay where they are. */}
      {scheduling && status !== 'published' && status !== 'scheduled' ? (
        <ScheduleForm
          timeZone={props.timeZone}
          errors={props.errors}
          pending={pending === 'schedule'}
          onSchedule={props.onSchedule}
          words={words}
        />
      ) : null}
    </>
  );
}
