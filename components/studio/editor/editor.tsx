'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { TITLE_MAX } from '@/lib/desks/studio/browser';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { AskAgain } from '../ask-again';
import type { StudioWords } from '../words';
import { BackupNotice } from './backup-notice';
import { ConflictPanel } from './conflict-panel';
import { CoverPicker } from './cover-picker';
import { type Choice, DetailsFields } from './details-fields';
import { MarkdownField } from './markdown-field';
import { PreviewPane } from './preview-pane';
import { type PriceFacts, PriceField } from './price-field';
import { PublishActions } from './publish-actions';
import { SaveState } from './save-state';
import { Tabs } from './tabs';
import { TextFacts } from './text-facts';
import type { DraftFields, EditorActions, EditorDraft } from './types';
import { useAutosave } from './use-autosave';
import { usePreview } from './use-preview';
import { usePublishing } from './use-publishing';

interface EditorProps {
  draft: EditorDraft;
  actions: EditorActions;
  firstPreview: ReactNode;
  price: PriceFacts;
  topics: Choice[];
  languages: Choice[];
  timeZone: string;
  locale: string;
  words: StudioWords;
  /** Where the item stands, said by the server. */
  standing: ReactNode;
  /** The file that is sold, for kinds that have one: it stands before its price, and the text is only a description. */
  media: ReactNode;
  /** Uploads a picture into the text. */
  picture: ReactNode;
  /** A cover of one's own, instead of the drawn one. */
  coverImage: ReactNode;
}

/** Writes one item: text beside its preview (one after the other on a phone), what lists show of it, price, cover. */
export function Editor(props: EditorProps) {
  const { draft, actions, words, locale } = props;
  const { autosave, state } = useAutosave(draft, actions);
  const { fields } = state;
  const publishing = usePublishing({
    itemId: draft.itemId,
    actions,
    autosave,
    unreachable: words.publish.unreachable,
    unsaved: words.publish.unsaved,
  });
  const preview = usePreview(actions.preview, draft.itemId, fields.text, fields.language, props.firstPreview);
  const [view, setView] = useState<'write' | 'preview'>('write');
  const form = useRef<HTMLDivElement>(null);

  const texts: Record<string, string> = { ...words.fields, ...props.price.faults };
  const refused = { ...state.failure?.fieldErrors, ...publishing.faults };
  const errors = Object.fromEntries(Object.entries(refused).map(([name, key]) => [name, texts[key] ?? key]));

  // A refusal is read where it stands: the first field at fault takes the focus, once, so that typing in it keeps it.
  useEffect(() => {
    if (publishing.refusals === 0) return;
    setView('write');
    // On a phone the text may stand behind its preview until that is drawn.
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid], [data-fault]')?.focus(),
    );
  }, [publishing.refusals]);

  function change(patch: Partial<DraftFields>) {
    publishing.forget(Object.keys(patch));
    autosave.change(patch);
  }

  const changed = state.status !== 'saved' || state.revision !== draft.publishedRevision;
  return (
    <div ref={form} className="flex flex-col gap-6">
      <div className="sticky top-14 z-10 -mx-2 flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-line border-b bg-paper/95 px-2 py-3 backdrop-blur-sm">
        <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
          {props.standing}
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
          timeZone={props.timeZone}
          words={words.publish}
        />
      </div>
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
          mine={fields}
          theirs={state.theirs.fields}
          onChoose={autosave.settle}
          words={words.conflict}
        />
      ) : (
        <BackupNotice draft={draft} onRestore={change} locale={locale} words={words.backup} />
      )}

      <div>
        <label htmlFor="draft-title" className="sr-only">
          {words.details.title}
        </label>
        <textarea
          id="draft-title"
          rows={1}
          name="title"
          value={fields.title}
          lang={fields.language}
          maxLength={TITLE_MAX}
          // It grows with a long title, and stays one line of text.
          onChange={(event) => change({ title: event.target.value.replace(/\s*\n\s*/g, ' ') })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault();
          }}
          placeholder={words.details.titlePlaceholder}
          aria-invalid={Boolean(errors.title) || undefined}
          aria-describedby="draft-title-help"
          autoComplete="off"
          className="display field-sizing-content block w-full resize-none border-line border-b bg-transparent py-2 text-3xl aria-invalid:border-red"
        />
        <p id="draft-title-help" aria-live="polite" className="mt-2 text-red text-sm empty:hidden">
          {errors.title}
        </p>
      </div>

      <Tabs
        label={words.views.label}
        tabs={[
          { id: 'write', label: words.views.write },
          { id: 'preview', label: words.views.preview },
        ]}
        current={view}
        onChange={(id) => setView(id === 'preview' ? 'preview' : 'write')}
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
              : 'hidden min-w-0 border-line lg:sticky lg:top-36 lg:block lg:max-h-[calc(100dvh-10rem)] lg:self-start lg:overflow-y-auto lg:border-l lg:pl-10'
          }
        >
          <PreviewPane fields={fields} node={preview.node} stale={preview.stale} words={words.preview} />
        </div>
      </div>

      {props.media ? (
        <Part title={words.parts.media}>
          {errors.media ? (
            <p role="alert" data-fault tabIndex={-1} className="mb-3 scroll-mt-40 text-red text-sm">
              {errors.media}
            </p>
          ) : null}
          {/* A file that is chosen or dropped, or keys that are typed in, answer what was missing. */}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: it only listens to what happens to the fields inside */}
          <div onChange={() => publishing.forget(['media'])} onDrop={() => publishing.forget(['media'])}>
            {props.media}
          </div>
        </Part>
      ) : null}
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
      {draft.everPublished ? null : (
        <div className="border-line border-t pt-6">
          <AskAgain label={words.remove.label} sure={words.remove.sure} no={words.remove.no}>
            <Button size="sm" variant="danger" onClick={() => void publishing.remove()}>
              {publishing.pending === 'remove' ? words.remove.wait : words.remove.yes}
            </Button>
          </AskAgain>
        </div>
      )}
    </div>
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
