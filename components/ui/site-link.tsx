'use client';

import { useRouter } from 'next/navigation';
import { type ComponentProps, type MouseEvent, useTransition } from 'react';

interface SiteLinkProps extends ComponentProps<'a'> {
  href: string;
  /** False keeps the place on the page, for a choice of views. */
  scroll?: boolean;
}

/**
 * A link to another page of this site: followed without loading the document again, and a thin line on top
 * says that the page is on its way. Our pages are made per request, so there is nothing to prefetch, and that
 * is most of what next/link would weigh.
 */
export function SiteLink({ href, scroll, onClick, children, ...rest }: SiteLinkProps) {
  const router = useRouter();
  const [pending, start] = useTransition();

  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    const other = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || rest.target;
    if (event.defaultPrevented || other) return;
    event.preventDefault();
    // The header stays across pages; its menu has done its work.
    event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
    start(() => router.push(href, { scroll }));
  }

  return (
    <a href={href} onClick={follow} {...rest}>
      {children}
      {pending ? <span aria-hidden="true" className="link-pending" /> : null}
    </a>
  );
}
