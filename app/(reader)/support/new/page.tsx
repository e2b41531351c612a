import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AboutCard } from '@/components/support/about-card';
import { MessageForm } from '@/components/support/message-form';
import { findAbout, readAbout, writeAbout } from '@/lib/desks/support';
import { requireViewer } from '@/lib/entry/session';
import { answerNotFound } from '../../../answer-not-found';
import { type SearchParams, single } from '../../../search-params';
import { openRequestAction } from '../actions';
import { getMessageStrings } from '../texts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('support'))('ask'), robots: { index: false } };
}

/** A new request; `?about=top_up-12` attaches the person's own top-up, unlock or payout. */
export default async function NewRequestPage({ searchParams }: { searchParams: SearchParams }) {
  const given = single((await searchParams).about);
  const viewer = await requireViewer(
    given ? `/support/new?about=${encodeURIComponent(given)}` : '/support/new',
  );
  const about = readAbout(given);
  const facts = about && (await findAbout(viewer.userId, about));
  if (given && !facts) return answerNotFound();
  const [t, strings] = await Promise.all([getTranslations('support'), getMessageStrings('ask')]);
  return (
    <div className="page flex max-w-[40rem] flex-col gap-6 py-10 sm:py-14">
      <div>
        <h1 className="display text-3xl">{t('ask')}</h1>
        <p className="mt-2 text-soft">{t('askLead')}</p>
      </div>
      {facts ? <AboutCard about={facts} /> : null}
      <MessageForm
        action={openRequestAction}
        hidden={{ about: facts ? writeAbout(facts) : '' }}
        messageKey={randomUUID()}
        strings={strings}
        primary
      />
    </div>
  );
}
