import { getTranslations } from 'next-intl/server';

interface HelpLinkProps {
  /** As lib/desks/support/rules writes it. */
  about: string;
  short?: boolean;
  /** In a list: quiet, and with the name of its line for who hears only the links. */
  of?: string;
}

/** Leads from a receipt, an unlock or a payout to a request about it. */
export async function HelpLink({ about, short, of }: HelpLinkProps) {
  const t = await getTranslations('support');
  return (
    <a
      href={`/support/new?about=${about}`}
      className={of ? 'text-faint underline-offset-3 hover:underline print:hidden' : 'link print:hidden'}
    >
      {t(short ? 'helpWith' : 'helpWithThis')}
      {of ? <span className="sr-only">: {of}</span> : null}
    </a>
  );
}
