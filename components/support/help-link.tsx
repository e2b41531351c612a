import { getTranslations } from 'next-intl/server';

/** Leads from a receipt, an unlock or a payout to a request about it; `about` as lib/support/rules writes it. */
export async function HelpLink({ about, short }: { about: string; short?: boolean }) {
  const t = await getTranslations('support');
  return (
    <a href={`/support/new?about=${about}`} className="link print:hidden">
      {t(short ? 'helpWith' : 'helpWithThis')}
    </a>
  );
}
