import { SiteLink } from '../ui/site-link';

/** An adjustment's number, leading to its page. */
export function AdjustmentLink({ id }: { id: bigint }) {
  return (
    <SiteLink href={`/admin/adjustments/${id}`} className="link figures">
      #{String(id)}
    </SiteLink>
  );
}
