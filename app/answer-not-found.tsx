import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { ReactElement } from 'react';
import { NotFoundText } from '@/components/site/not-found-text';
import { getRequestScope } from '@/lib/core/request-scope';

/**
 * The not-found page as the page's own content, with its status. What Next makes of notFound() is an empty
 * document until script has run.
 */
export function answerNotFound(): ReactElement {
  const scope = getRequestScope();
  if (!scope?.setStatus) notFound();
  scope.setStatus(404);
  return <NotFoundText />;
}

/** The head of such a page. */
export async function notFoundMetadata(): Promise<Metadata> {
  const t = await getTranslations('common.notFound');
  return { title: t('title'), robots: { index: false } };
}
