'use client';

import { usePathname } from 'next/navigation';
import { SiteLink } from '../ui/site-link';

interface StudioNavProps {
  label: string;
  tabs: { href: string; label: string }[];
}

/** The studio's tabs. The first one stands for its own pages and for all that no other tab claims. */
export function StudioNav({ label, tabs }: StudioNavProps) {
  const path = usePathname();
  const claimed = tabs.slice(1).find((tab) => path === tab.href || path.startsWith(`${tab.href}/`));
  const current = claimed ?? tabs[0];
  return (
    <nav
      aria-label={label}
      className="-mx-2 mb-6 flex gap-1 overflow-x-auto border-line border-b sm:mb-8 print:hidden"
    >
      {tabs.map((tab) => (
        <SiteLink
          key={tab.href}
          href={tab.href}
          aria-current={tab === current ? 'page' : undefined}
          className={
            'inline-flex h-11 items-center whitespace-nowrap border-transparent border-b-2 px-3 ' +
            'text-sm text-soft hover:text-ink aria-[current=page]:border-copper ' +
            'aria-[current=page]:text-ink'
          }
        >
          {tab.label}
        </SiteLink>
      ))}
    </nav>
  );
}
