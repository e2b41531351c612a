import { getTranslations } from 'next-intl/server';
import { renderArticle } from '@/lib/markdown/render-markdown';
import { splitTeaser } from '@/lib/markdown/split-teaser';

/** A text as readers will see it, by their own renderer, with the place where the paid part begins. */
export async function renderPreview(text: string, language: string) {
  const [t, words] = await Promise.all([
    getTranslations('studio.preview'),
    getTranslations('articles.article'),
  ]);
  const { teaser, body } = splitTeaser(text);
  if (!teaser && !body) return <p className="text-faint">{t('empty')}</p>;
  const { opening, rest } = renderArticle(teaser, body, { notes: words('notes'), back: words('back') });
  return (
    <>
      <div lang={language} className="prose opening">
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
