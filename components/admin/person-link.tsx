import { SiteLink } from '../ui/site-link';

/** A person by their address; leads to their page. Long addresses wrap where they must. */
export function PersonLink({ userId, email }: { userId: bigint; email: string }) {
  return (
    <SiteLink href={`/admin/people/${userId}`} className="link wrap-anywhere">
      {email}
    </SiteLink>
  );
}
