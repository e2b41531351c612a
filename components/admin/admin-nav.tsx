'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { SiteLink } from '../ui/site-link';

interface AdminNavProps {
  label: string;
  /** The viewer's own role, in words. */
  role: string;
  links: { href: string; label: string; count: number }[];
  /** What a count says when it is heard, with `{count}` in it. */
  waitingLabel: string;
}

/** The sections: a column where there is room, a line that scrolls on a phone. The longest matching address is the current one. */
export function AdminNav({ label, role, links, waitingLabel }: AdminNavProps) {
  const path = usePathname();
  const line = useRef<HTMLUListElement>(null);
  const current = links
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0]?.href;

  // On a phone the current section may lie beyond the edge. Only the line moves, not the page.
  useEffect(() => {
    const list = line.current;
    const link = current && list?.querySelector<HTMLElement>('[aria-current=page]');
    if (list && link) list.scrollLeft = link.offsetLeft - (list.clientWidth - link.offsetWidth) / 2;
  }, [current]);

  return (
    <nav aria-label={label} className="mb-4 lg:sticky lg:top-20 lg:mb-0 lg:self-start print:hidden">
      <p className="label mb-2 hidden px-3 lg:block">{role}</p>
      <ul
        ref={line}
        className="relative -mx-5 flex overflow-x-auto border-line border-b px-3 md:-mx-6 md:px-4 lg:mx-0 lg:flex-col lg:overflow-visible lg:border-b-0 lg:border-l lg:px-0"
      >
        {links.map(({ href, label: words, count }) => (
          <li key={href} className="shrink-0">
            <SiteLink
              href={href}
              aria-current={href === current ? 'page' : undefined}
              className="flex h-11 items-center gap-2 whitespace-nowrap border-transparent border-b-2 px-2 text-soft hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-copper aria-[current=page]:font-[560] aria-[current=page]:text-ink lg:-ml-px lg:h-9 lg:border-b-0 lg:border-l-2 lg:px-3"
            >
              {words}
              {count > 0 ? (
                <span className="figures rounded-full bg-copper-tint px-1.5 font-[560] text-copper text-xs">
                  <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
                  <span className="sr-only">{waitingLabel.replace('{count}', String(count))}</span>
                </span>
              ) : null}
            </SiteLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
