import { getTranslations } from 'next-intl/server';
import { Portrait } from '../cover/portrait';
import { SiteLink } from '../ui/site-link';
import type { CardItem } from './card-types';
import { FeatureCard } from './feature-card';

interface ArticleFootProps {
  kind: CardItem['kind'];
  creator: {
    handle: string;
    name: string;
    hue: number;
    avatarMediaId: string | null;
    bio: string;
    locale: string;
  };
  more: CardItem[];
  currency: string;
  locale: string;
}

/** After the text: who made it, and what else they made. */
export async function ArticleFoot({ kind, creator, more, currency, locale }: ArticleFootProps) {
  const t = await getTranslations('articles.article');
  return (
    <footer className="mt-20 flex flex-col gap-16">
      <div className="mx-auto flex w-full max-w-text gap-5 border-line border-t pt-8">
        <Portrait {...creator} className="size-14" />
        <div lang={creator.locale}>
          <p className="label" lang={locale}>
            {t(kind === 'article' ? 'about' : 'aboutOther')}
          </p>
          <SiteLink href={`/creators/${creator.handle}`} className="display text-xl hover:text-copper">
            {creator.name}
          </SiteLink>
          <p className="mt-1 font-serif text-soft">{creator.bio}</p>
        </div>
      </div>
      {more.length > 0 ? (
        <section aria-labelledby="more">
          <h2 id="more" className="display mb-6 border-ink border-t pt-3 text-xl">
            {t('moreFrom', { name: creator.name })}
          </h2>
          <div className="grid gap-10 sm:grid-cols-2 lg:grid-cols-3">
            {more.map((item) => (
              <FeatureCard key={item.slug} item={item} currency={currency} locale={locale} />
            ))}
          </div>
        </section>
      ) : null}
    </footer>
  );
}
