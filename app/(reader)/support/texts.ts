import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { MessageStrings } from '@/components/support/message-form';
import { MESSAGE_LENGTH, SUBJECT_LENGTH } from '@/lib/desks/support';

/** The words of the message form, for people and for admins. */
export async function getMessageStrings(what: 'ask' | 'reply' | 'answer' | 'note'): Promise<MessageStrings> {
  const t = await getTranslations('support');
  return {
    ...(what === 'ask' ? { subject: t('form.subject') } : {}),
    body: t(`form.${what}`),
    bodyHint: what === 'note' ? t('form.noteHint') : t('form.hint'),
    send: t(`form.send.${what}`),
    sending: t('form.sending'),
    unreachable: t('form.unreachable'),
    errors: {
      required: t('form.required'),
      tooLong: t('form.tooLong', { message: MESSAGE_LENGTH, subject: SUBJECT_LENGTH }),
    },
  };
}
