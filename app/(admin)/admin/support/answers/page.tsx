import { getTranslations } from 'next-intl/server';
import { PageHead } from '@/components/admin/page-head';
import { Section } from '@/components/admin/section';
import { ActButton } from '@/components/admin/support/act-buttons';
import { CannedForm } from '@/components/admin/support/canned-form';
import { listCannedAnswers } from '@/lib/desks/support';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { getMessageStrings } from '../../../../(reader)/support/texts';
import { adminMetadata } from '../../admin-metadata';
import { archiveCannedAnswerAction, saveCannedAnswerAction } from '../actions';

export const generateMetadata = () => adminMetadata('support.canned.title', MAY.answerSupport);

/** The canned answers, each in both languages. */
export default async function CannedAnswersPage() {
  await requireAdmin('/admin/support/answers', MAY.answerSupport);
  const [t, { unreachable, sending, errors }, answers] = await Promise.all([
    getTranslations('support'),
    getMessageStrings('answer'),
    listCannedAnswers(),
  ]);
  const strings = {
    name: t('canned.name'),
    en: t('canned.en'),
    ko: t('canned.ko'),
    save: t('canned.save'),
    wait: sending,
    unreachable,
    problem: `${errors.required ?? ''} ${errors.tooLong ?? ''}`,
  };
  return (
    <>
      <PageHead title={t('canned.title')} lead={t('canned.lead')} />
      {answers.length === 0 ? <p className="mb-6 text-soft">{t('canned.none')}</p> : null}
      {answers.map(({ id, title, bodyEn, bodyKo }) => (
        <Section
          key={String(id)}
          id={`answer-${id}`}
          title={title}
          aside={
            <ActButton
              action={archiveCannedAnswerAction}
              values={{ id: String(id) }}
              label={t('canned.archive')}
              wait={t('queue.wait')}
              unreachable={unreachable}
            />
          }
        >
          <CannedForm
            action={saveCannedAnswerAction}
            answer={{ id: String(id), title, bodyEn, bodyKo }}
            strings={strings}
          />
        </Section>
      ))}
      <Section id="add" title={t('canned.add')}>
        <CannedForm
          key={answers.length}
          action={saveCannedAnswerAction}
          answer={{ id: '', title: '', bodyEn: '', bodyKo: '' }}
          strings={strings}
        />
      </Section>
    </>
  );
}
