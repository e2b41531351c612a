import { getTranslations } from 'next-intl/server';
import { SiteLink } from '../../ui/site-link';

interface SubjectProps {
  type: string;
  id: string;
  label: string | null;
  userId: bigint | null;
}

const PAGES: Record<string, (id: string) => string> = {
  user: (id) => `/admin/people/${id}`,
  adjustment: (id) => `/admin/adjustments/${id}`,
  gift_batch: (id) => `/admin/gifts/${id}`,
  dispute: (id) => `/admin/disputes/${id}`,
  support_request: (id) => `/admin/support/${id}`,
  reconciliation: (id) => `/admin/reconciliation/${id}`,
  difference: (id) => `/admin/reconciliation/${id.split('.')[0]}`,
  top_up: (id) => `/admin/ledger/causes/top_up/${id}`,
  unlock: (id) => `/admin/ledger/causes/unlock/${id}`,
  payout: (id) => `/admin/ledger/causes/payout_sent/${id}`,
  job: () => '/admin/jobs',
};

/** What an act was about, with the way to its page; people's things without a page lead to the person. */
export async function Subject({ type, id, label, userId }: SubjectProps) {
  const t = await getTranslations('audit.subject');
  const href = PAGES[type]?.(id) ?? (userId === null ? null : `/admin/people/${userId}`);
  const kind = t.has(type as 'user') ? t(type as 'user') : type;
  const name = `${kind} ${shorten(id)}`;
  return (
    <span className="wrap-anywhere">
      {href ? (
        <SiteLink href={href} className="link" title={`${type}:${id}`}>
          {name}
        </SiteLink>
      ) : (
        <span title={`${type}:${id}`}>{name}</span>
      )}
      {label ? <span className="block text-faint text-xs">{label}</span> : null}
    </span>
  );
}

/** Of ids that say nothing, the beginning is enough to tell them apart. */
function shorten(id: string): string {
  if (/^[\d.]+$/.test(id)) return `#${id}`;
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id) ? id.slice(0, 8) : id;
}
