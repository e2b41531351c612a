'use client';

import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cn } from '../ui/cn';
import { SiteLink } from '../ui/site-link';

interface AdminNavProps {
  label: string;
  /** The viewer's own role, in words. */
  role: string;
  links: { href: string; label: string; count: number }[];
  /** What a count says when it is heard, with `{count}` in it. */
  waitingLabel: string;
  /** The field that stands above. */
  search: ReactNode;
}

const LINK =
  'flex h-11 items-center gap-2 whitespace-nowrap border-transparent border-b-2 px-2 text-soft ' +
  'hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-copper ' +
  'aria-[current=page]:font-[560] aria-[current=page]:text-ink ' +
  'lg:-ml-px lg:h-9 lg:border-b-0 lg:border-l-2 lg:px-3';

/** The sections: a column, or a line that scrolls on a phone. The longest matching address is current. */
export function AdminNav({ label, role, links, waitingLabel, search }: AdminNavProps) {
  const path = usePathname();
  const line = useRef<HTMLUListElement>(null);
  const [beyond, setBeyond] = useState({ left: false, right: false });
  const current = links
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0]?.href;

  // On a phone the current section may lie beyond the edge. Only the line moves, not the page.
  useEffect(() => {
    const list = line.current;
    const link = current && list?.querySelector<HTMLElement>('[aria-current=page]');
    if (list && link) list.scrollLeft = link.offsetLeft - (list.clientWidth - link.offsetWidth) / 2;
  }, [current]);

  useEffect(() => {
    const list = line.current;
    if (!list) return;
    const look = () =>
      setBeyond({
        left: list.scrollLeft > 4,
        right: list.scrollLeft + list.clientWidth < list.scrollWidth - 4,
      });
    const watch = new ResizeObserver(look);
    watch.observe(list);
    list.addEventListener('scroll', look, { passive: true });
    return () => {
      watch.disconnect();
      list.removeEventListener('scroll', look);
    };
  }, []);

  return (
    <div className="mb-4 lg:sticky lg:top-20 lg:mb-0 lg:self-start print:hidden">
      {search}
      <nav aria-label={label} className="relative">
        <p className="label mt-4 mb-2 hidden px-3 lg:block">{role}</p>
        <ul
          ref={line}
          className={
            'relative -mx-5 flex overflow-x-auto border-line border-b px-3 md:-mx-6 md:px-4 ' +
            'lg:mx-0 lg:flex-col lg:overflow-visible lg:border-b-0 lg:border-l lg:px-0'
          }
        >
          {links.map(({ href, label: words, count }) => (
            <li key={href} className="shrink-0">
              <SiteLink href={href} aria-current={href === current ? 'page' : undefined} className={LINK}>
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
        {beyond.left ? <Edge side="left" /> : null}
        {beyond.right ? <Edge side="right" /> : null}
      </nav>
    </div>
  );
}

/** Says that the line goes on beyond the edge of the screen. */
function Edge({ side }: { side: 'left' | 'right' }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'pointer-events-none absolute top-0 flex h-11 w-12 items-center text-copper text-lg from-paper ' +
          'via-paper/80 lg:hidden',
        side === 'left'
          ? '-left-5 justify-start bg-linear-to-r pl-2 md:-left-6'
          : '-right-5 justify-end bg-linear-to-l pr-2 md:-right-6',
      )}
    >
      {side === 'left' ? '‹' : '›'}
    </span>
  );
}
