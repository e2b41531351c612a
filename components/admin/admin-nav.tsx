'use client';

import { usePathname } from 'next/navigation';
import { SiteLink } from '../ui/site-link';

interface AdminNavProps {
  label: string;
  /** The viewer's own role, in words. */
  role: string;
  links: { href: string; label: string }[];
}

/** The sections: a column where there is room, a line that scrolls on a phone. The longest matching address is the current one. */
export function AdminNav({ label, role, links }: AdminNavProps) {
  const path = usePathname();
  const current = links
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
  return (
    <nav aria-label={label} className="mb-4 lg:sticky lg:top-20 lg:mb-0 lg:self-start print:hidden">
      <p className="label mb-2 hidden px-3 lg:block">{role}</p>
      <ul className="-mx-4 flex overflow-x-auto border-line border-b px-2 lg:mx-0 lg:flex-col lg:border-b-0 lg:border-l lg:px-0">
        {links.map((link) => (
          <li key={link.href} className="shrink-0">
            <SiteLink
              href={link.href}
              aria-current={link === current ? 'page' : undefined}
              className="flex h-10 items-center whitespace-nowrap border-transparent border-b-2 px-2 text-soft hover:text-ink aria-[current=page]:border-copper aria-[current=page]:font-[560] aria-[current=page]:text-ink lg:-ml-px lg:h-9 lg:border-b-0 lg:border-l-2 lg:px-3"
            >
              {link.label}
            </SiteLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
