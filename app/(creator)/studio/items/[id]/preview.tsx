import { getTranslations } from 'next-intl/server';
import { openingClass } from '@/components/article/opening-class';
import { Prose } from '@/components/article/prose';
import { renderedDraft, splitTeaser } from '@/lib/ground/markdown';
import { loadOwnPictures } from '@/lib/rooms/media';

/** A text as readers will see it, by their own renderer, with the place where the paid part begins. */
export async function renderPreview(draft: {
  itemId: bigint;
  creatorId: bigint;
  text: string;
  language: string;
}) {
  const { text, language } = draft;
  const [t, words, pictures] = await Promise.all([
    getTranslations('studio.preview'),
    getTranslations('articles.article'),
    loadOwnPictures(draft),
  ]);
  const { teaser, body } = splitTeaser(text);
  if (!teaser && !body) return <p className="text-faint">{t('empty')}</p>;
  const labels = { notes: words('notes'), back: words('back') };
  const rendered = await renderedDraft({ teaser, body }, draft.creatorId, labels, pictures);
  if (!rendered) return <p>{t('tooSlow')}</p>;
  const { openingHtml, restHtml } = rendered;
  return (
    <>
      <Prose html={openingHtml} lang={language} className={openingClass(teaser)} />
      <p
        className={
          'my-8 flex items-center gap-3 font-sans text-copper text-sm before:h-px ' +
          'before:flex-1 before:bg-copper after:h-px after:flex-1 after:bg-copper'
        }
      >
        {restHtml ? t('cut') : t('noCut')}
      </p>
      {restHtml ? <Prose html={restHtml} lang={language} /> : null}
    </>
  );
}
