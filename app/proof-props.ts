import 'server-only';
import { getTranslations } from 'next-intl/server';
import { getFieldTexts } from '@/components/auth/form-texts';
import type { ProofProps } from '@/components/auth/use-proven-action';
import { getProofMethod } from '@/lib/rooms/identity';
import { proveAgainAction } from './(auth)/actions';

/** What `useProvenAction` needs, for this person. */
export async function getProofProps(userId: bigint): Promise<ProofProps> {
  const [t, method, fields] = await Promise.all([
    getTranslations('auth'),
    getProofMethod(userId),
    getFieldTexts(),
  ]);
  return {
    prove: proveAgainAction,
    method,
    fields,
    texts: {
      title: t('proof.title'),
      lead: t('proof.lead'),
      none: t('proof.none'),
      label: t(method === 'code' ? 'code.label' : 'password'),
      submit: t('proof.submit'),
      wait: t('wait'),
      close: t('proof.close'),
    },
  };
}
