import { getTranslations } from 'next-intl/server';
import { openingClass } from '@/components/article/opening-class';
import { renderArticle } from '@/lib/markdown/render-markdown';
import { splitTeaser } from '@/lib/markdown/split-teaser';
import { loadOwnPictures } from '@/lib/media/load-pictures';

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
  const { opening, rest } = renderArticle(teaser, body, labels, pictures);
  return (
    <>
      <div lang={language} className={openingClass(teaser)}>
        {opening}
      </div>
      <p className="my-8 flex items-center gap-3 font-sans text-copper text-sm before:h-px before:flex-1 before:bg-copper after:h-px after:flex-1 after:bg-copper">
        {rest ? t('cut') : t('noCut')}
      </p>
      {rest ? (
        <div lang={language} className="prose">
          {rest}
        </div>
      ) : null}
    </>
  );
}
