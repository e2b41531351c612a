import { buttonClass } from './button-class';
import { SiteLink } from './site-link';

interface PaginationProps {
  label: string;
  previous?: { href: string; label: string };
  next?: { href: string; label: string };
  /** For example "Page 2 of 5". */
  position?: string;
}

export function Pagination({ label, previous, next, position }: PaginationProps) {
  if (!previous && !next) return null;
  return (
    <nav aria-label={label} className="flex items-center justify-between gap-4 border-line border-t pt-6">
      {previous ? (
        <SiteLink href={previous.href} rel="prev" className={buttonClass({ size: 'sm' })}>
          {previous.label}
        </SiteLink>
      ) : (
        <span />
      )}
      {position ? <span className="figures text-faint text-sm">{position}</span> : null}
      {next ? (
        <SiteLink href={next.href} rel="next" className={buttonClass({ size: 'sm' })}>
          {next.label}
        </SiteLink>
      ) : (
        <span />
      )}
    </nav>
  );
}
