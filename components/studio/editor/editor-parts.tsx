import type { ReactNode } from 'react';
import { TITLE_MAX } from '@/lib/desks/studio/browser';
import { Notice } from '../../ui/notice';
import type { StudioWords } from '../words';
import type { Autosave, AutosaveState } from './autosave';
import { BackupNotice } from './backup-notice';
import { ConflictPanel } from './conflict-panel';
import { CoverPicker } from './cover-picker';
import { DetailsFields } from './details-fields';
import type { EditorProps } from './editor-props';
import { MarkdownField } from './markdown-field';
import { PreviewPane } from './preview-pane';
import { PriceField } from './price-field';
import { PublishActions } from './publish-actions';
import { SaveState } from './save-state';
import { Tabs } from './tabs';
import { TextFacts } from './text-facts';
import type { DraftFields } from './types';
import { usePreview } from './use-preview';
import type { usePublishing } from './use-publishing';

/** What every part of the editor is given. */
interface PartProps extends EditorProps {
  autosave: Autosave;
  state: AutosaveState;
  publishing: ReturnType<typeof usePublishing>;
  change: (patch: Partial<DraftFields>) => void;
  /** Texts of faults by their keys. */
  texts: Record<string, string>;
  /** What is wrong, by field. */
  errors: Record<string, string>;
}

/** Where the item stands, whether it is saved, and what can be done with it. */
export function Bar({
  draft,
  state,
  autosave,
  publishing,
  errors,
  standing,
  timeZone,
  locale,
  words,
}: PartProps) {
  const changed = state.status !== 'saved' || state.revision !== draft.publishedRevision;
  return (
    <div
      className={
        'sticky top-14 z-10 -mx-2 flex flex-wrap items-start justify-between gap-x-6 gap-y-2 ' +
        'border-line border-b bg-paper/95 px-2 py-3 backdrop-blur-sm'
      }
    >
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
        {standing}
        <SaveState
          status={state.status}
          savedAt={state.savedAt}
          reason={state.failure?.message}
          locale={locale}
          onRetry={() => void autosave.flush()}
          words={words.save}
        />
      </div>
      <PublishActions
        draft={draft}
        changed={changed}
        waits={Boolean(state.theirs)}
        pending={publishing.pending}
        onDo={(deed) => void publishing[deed]()}
        onSchedule={(time, zone) => void publishing.schedule(time, zone)}
        errors={errors}
        timeZone={timeZone}
        words={words.publish}
      />
    </div>
  );
}

/** What stopped or followed the last deed, and what another window or this browser's backup holds. */
export function Notices({ draft, state, autosave, publishing, change, texts, locale, words }: PartProps) {
  return (
    <>
      <div role="alert" className="empty:hidden">
        {publishing.problem ? <Notice tone="bad">{publishing.problem}</Notice> : null}
      </div>
      <div role="status" className="empty:hidden">
        {publishing.done && publishing.done !== 'remove' ? (
          <Notice tone="good">{words.publish.done[publishing.done]}</Notice>
        ) : null}
      </div>
      {draft.scheduleFaults.length > 0 && !publishing.done ? (
        <Notice tone="bad" title={words.publish.scheduleFailed}>
          {draft.scheduleFaults.map((key) => texts[key] ?? key).join(' ')}
        </Notice>
      ) : null}
      {state.theirs ? (
        <ConflictPanel
          mine={state.fields}
          theirs={state.theirs.fields}
          onChoose={autosave.settle}
          words={words.conflict}
        />
      ) : (
        <BackupNotice draft={draft} onRestore={change} locale={locale} words={words.backup} />
      )}
    </>
  );
}

interface TitleFieldProps {
  title: string;
  language: string;
  onChange: (patch: { title: string }) => void;
  error: string | undefined;
  words: StudioWords['details'];
}

export function TitleField({ title, language, onChange, error, words }: TitleFieldProps) {
  return (
    <div>
      <label htmlFor="draft-title" className="sr-only">
        {words.title}
      </label>
      <textarea
        id="draft-title"
        rows={1}
        name="title"
        value={title}
        lang={language}
        maxLength={TITLE_MAX}
        // It grows with a long title, and stays one line of text.
        onChange={(event) => onChange({ title: event.target.value.replace(/\s*\n\s*/g, ' ') })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault();
        }}
        placeholder={words.titlePlaceholder}
        aria-invalid={Boolean(error) || undefined}
        aria-describedby="draft-title-help"
        autoComplete="off"
        className={
          'display field-sizing-content block w-full resize-none border-line border-b ' +
          'bg-transparent py-2 text-3xl aria-invalid:border-red'
        }
      />
      <p id="draft-title-help" aria-live="polite" className="mt-2 text-red text-sm empty:hidden">
        {error}
      </p>
    </div>
  );
}

interface PanesProps extends PartProps {
  view: 'write' | 'preview';
  onView: (view: 'write' | 'preview') => void;
}

/** The text beside its preview; one of both on a phone. */
export function Panes(props: PanesProps) {
  const { draft, actions, state, change, errors, view, words } = props;
  const { fields } = state;
  const preview = usePreview(actions.preview, draft.itemId, fields.text, fields.language, props.firstPreview);
  return (
    <>
      <Tabs
        label={words.views.label}
        tabs={[
          { id: 'write', label: words.views.write },
          { id: 'preview', label: words.views.preview },
        ]}
        current={view}
        onChange={(id) => props.onView(id === 'preview' ? 'preview' : 'write')}
        className="lg:hidden"
      />
      <div className="grid gap-10 lg:grid-cols-2">
        <div className={view === 'write' ? 'flex min-w-0 flex-col' : 'hidden min-w-0 flex-col lg:flex'}>
          <MarkdownField
            value={fields.text}
            language={fields.language}
            short={props.media !== null}
            onChange={(text) => change({ text })}
            error={errors.text}
            words={words.toolbar}
          />
          <TextFacts text={fields.text} language={fields.language} words={words.facts} />
          <div className="mt-4">{props.picture}</div>
        </div>
        <div
          className={
            view === 'preview'
              ? 'min-w-0'
              : 'hidden min-w-0 border-line lg:sticky lg:top-36 lg:block lg:max-h-[calc(100dvh-10rem)] ' +
                'lg:self-start lg:overflow-y-auto lg:border-l lg:pl-10'
          }
        >
          <PreviewPane fields={fields} node={preview.node} stale={preview.stale} words={words.preview} />
        </div>
      </div>
    </>
  );
}

/** What is sold, for how much, and what lists show of it. */
export function Parts({ state, publishing, change, errors, words, ...props }: PartProps) {
  const { fields } = state;
  return (
    <>
      <MediaPart
        media={props.media}
        error={errors.media}
        onTouch={() => publishing.forget(['media'])}
        title={words.parts.media}
      />
      <Part title={words.parts.price}>
        <PriceField
          {...props.price}
          value={fields.price}
          onChange={(price) => change({ price })}
          error={errors.price}
          words={words.price}
        />
      </Part>
      <Part title={words.parts.details}>
        <DetailsFields
          fields={fields}
          onChange={change}
          errors={errors}
          topics={props.topics}
          languages={props.languages}
          words={words.details}
        />
      </Part>
      <Part title={words.parts.cover}>
        <div className="mb-6">{props.coverImage}</div>
        <CoverPicker
          motif={fields.coverMotif}
          seed={fields.coverSeed}
          topic={fields.topic}
          language={fields.language}
          onChange={change}
          words={words.cover}
        />
      </Part>
    </>
  );
}

interface MediaPartProps {
  media: ReactNode;
  error: string | undefined;
  /** A file that is chosen or dropped, or keys that are typed in, answer what was missing. */
  onTouch: () => void;
  title: string;
}

function MediaPart({ media, error, onTouch, title }: MediaPartProps) {
  if (!media) return null;
  return (
    <Part title={title}>
      {error ? (
        <p role="alert" data-fault tabIndex={-1} className="mb-3 scroll-mt-40 text-red text-sm">
          {error}
        </p>
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only listens to the fields inside */}
      <div onChange={onTouch} onDrop={onTouch}>
        {media}
      </div>
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-4 border-line border-t pt-6 md:grid-cols-[12rem_1fr] md:gap-10">
      <h2 className="font-[600] text-lg">{title}</h2>
      <div className="min-w-0 max-w-[40rem]">{children}</div>
    </section>
  );
}
