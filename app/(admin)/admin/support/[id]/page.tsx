import { randomUUID } from 'node:crypto';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { Section } from '@/components/admin/section';
import { ActButton } from '@/components/admin/support/act-buttons';
import { AboutCard } from '@/components/support/about-card';
import { MessageForm } from '@/components/support/message-form';
import { MessageList } from '@/components/support/message-list';
import { StatusBadge } from '@/components/support/status-badge';
import { SiteLink } from '@/components/ui/site-link';
import { readId } from '@/lib/core/ids';
import { getRequest, listCannedAnswers } from '@/lib/desks/support';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { getMessageStrings } from '../../../../(reader)/support/texts';
import { adminMetadataOf } from '../../admin-metadata';
import { answerRequestAction, changeRequestAction, noteOnRequestAction } from '../actions';

export const generateMetadata = adminMetadataOf('support.queue.number', MAY.answerSupport);

const LEDGER_KIND = { top_up: 'top_up', unlock: 'unlock', payout: 'payout_sent' } as const;

type Request = NonNullable<Awaited<ReturnType<typeof getRequest>>>;

/** One request: who asks, what about, what was said and noted, and the answer. */
export default async function AdminRequestPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: given } = await params;
  const viewer = await requireAdmin(`/admin/support/${encodeURIComponent(given)}`, MAY.answerSupport);
  const id = readId(given);
  const request = id && (await getRequest(id));
  if (!request) notFound();
  const [t, answerStrings, noteStrings, canned] = await Promise.all([
    getTranslations('support'),
    getMessageStrings('answer'),
    getMessageStrings('note'),
    listCannedAnswers(),
  ]);
  const locale = (request.user.locale ?? request.locale) === 'ko' ? 'ko' : 'en';
  const hidden = { requestId: String(request.id) };
  return (
    <>
      <Head request={request} locale={locale} mine={request.owner?.id === viewer.userId} />
      <div className="grid max-w-3xl gap-6">
        <About request={request} />
        <Messages request={request} />
        <Section id="answer" title={t('form.answer')}>
          <MessageForm
            action={answerRequestAction}
            hidden={hidden}
            messageKey={randomUUID()}
            strings={answerStrings}
            primary
            canned={{
              label: t('queue.insert'),
              options: canned.map(({ title, bodyEn, bodyKo }) => ({
                title,
                body: locale === 'ko' ? bodyKo : bodyEn,
              })),
            }}
          >
            <After />
          </MessageForm>
        </Section>
        <Section id="note" title={t('form.note')}>
          <MessageForm
            action={noteOnRequestAction}
            hidden={hidden}
            messageKey={randomUUID()}
            strings={noteStrings}
          />
        </Section>
      </div>
    </>
  );
}

async function Messages({ request }: { request: Request }) {
  const t = await getTranslations('support');
  return (
    <MessageList
      label={t('messages')}
      messages={request.messages.map(({ author, mailOutcome, ...message }) => ({
        ...message,
        author: (
          <>
            {author.email}
            {message.kind === 'answer' ? ` (${t(`queue.mail.${mailOutcome ?? 'pending'}`)})` : null}
            {message.kind === 'note' ? ` (${t('queue.note')})` : null}
          </>
        ),
      }))}
    />
  );
}

async function After() {
  const t = await getTranslations('support');
  return (
    <fieldset className="flex flex-wrap gap-4">
      <legend className="label mb-1">{t('queue.after')}</legend>
      {(['waiting', 'solved'] as const).map((value) => (
        <label key={value} className="flex items-center gap-2">
          <input
            type="radio"
            name="status"
            value={value}
            defaultChecked={value === 'waiting'}
            className="accent-copper"
          />
          {t(value === 'waiting' ? 'queue.afterWaiting' : 'queue.afterSolved')}
        </label>
      ))}
    </fieldset>
  );
}

async function About({ request }: { request: Request }) {
  if (!request.facts) return null;
  const t = await getTranslations('support');
  return (
    <div>
      <AboutCard about={request.facts} />
      <p className="mt-2">
        <SiteLink
          href={`/admin/ledger/causes/${LEDGER_KIND[request.facts.kind]}/${request.facts.id}`}
          className="link"
        >
          {t('queue.inLedger')}
        </SiteLink>
      </p>
    </div>
  );
}

interface HeadProps {
  request: Request;
  locale: 'en' | 'ko';
  mine: boolean;
}

/** Who asks in which language, where the request stands, and the buttons that move it on. */
async function Head({ request, locale, mine }: HeadProps) {
  const [t, languages, { unreachable }] = await Promise.all([
    getTranslations('support'),
    getTranslations('common.languages'),
    getMessageStrings('answer'),
  ]);
  const act = (values: Record<string, string>, label: string) => (
    <ActButton
      action={changeRequestAction}
      values={{ requestId: String(request.id), ...values }}
      label={label}
      wait={t('queue.wait')}
      unreachable={unreachable}
    />
  );
  return (
    <PageHead
      title={request.subject}
      lead={
        <>
          <StatusBadge status={request.status} side="admin" />{' '}
          <PersonLink userId={request.user.id} email={request.user.email} /> ·{' '}
          {t('queue.language', { language: languages(locale) })} · {t('queue.owner')}:{' '}
          {request.owner?.email ?? t('queue.nobody')}
        </>
      }
      actions={
        <>
          {mine ? act({ owner: 'nobody' }, t('queue.release')) : act({ owner: 'me' }, t('queue.take'))}
          {request.status === 'solved'
            ? act({ status: 'open' }, t('queue.reopen'))
            : act({ status: 'solved' }, t('queue.solve'))}
        </>
      }
    />
  );
}
