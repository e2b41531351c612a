import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AboutCard } from '@/components/support/about-card';
import { MessageForm } from '@/components/support/message-form';
import { MessageList } from '@/components/support/message-list';
import { StatusBadge } from '@/components/support/status-badge';
import { SiteLink } from '@/components/ui/site-link';
import { readId } from '@/lib/core/ids';
import { openOwnRequest } from '@/lib/desks/support';
import { requireViewer } from '@/lib/entry/session';
import { answerNotFound } from '../../../answer-not-found';
import { writeBackAction } from '../actions';
import { getMessageStrings } from '../texts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('support'))('title'), robots: { index: false } };
}

/** One request of the person's own, with what was said. */
export default async function RequestPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: given } = await params;
  const viewer = await requireViewer(`/support/${encodeURIComponent(given)}`);
  const id = readId(given);
  const request = id && (await openOwnRequest(viewer.userId, id));
  if (!request) return answerNotFound();
  const [t, strings] = await Promise.all([getTranslations('support'), getMessageStrings('reply')]);
  return (
    <div className="page flex max-w-[48rem] flex-col gap-6 py-10 sm:py-14">
      <div>
        <SiteLink href="/support" className="link text-sm">
          {t('title')}
        </SiteLink>
        <h1 className="display mt-2 mb-3 break-words text-3xl">{request.subject}</h1>
        <StatusBadge status={request.status} side="person" />
      </div>
      {request.about ? <AboutCard about={request.about} /> : null}
      <MessageList
        label={t('messages')}
        messages={request.messages.map((message) => ({
          ...message,
          author: t(message.kind === 'person' ? 'you' : 'us'),
        }))}
      />
      <div className="border-line border-t pt-6">
        {request.status === 'solved' ? <p className="mb-4 text-soft">{t('solvedText')}</p> : null}
        <MessageForm
          action={writeBackAction}
          hidden={{ requestId: String(request.id) }}
          messageKey={randomUUID()}
          strings={strings}
        />
      </div>
    </div>
  );
}
