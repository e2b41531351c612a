import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';
import { SiteLink } from '@/components/ui/site-link';
import { getIdentity } from '@/lib/rooms/identity';

/** That we send no mail to an address that nobody has confirmed, where a creator would wait for one. */
export async function MailNotice({ userId }: { userId: bigint }) {
  const [t, { email, emailVerified }] = await Promise.all([getTranslations('payouts'), getIdentity(userId)]);
  if (emailVerified) return null;
  const link = (chunks: ReactNode) => (
    <SiteLink href="/settings#profile" className="link">
      {chunks}
    </SiteLink>
  );
  return <Notice>{t.rich('unconfirmed', { email, link })}</Notice>;
}
