import type { ReactNode } from 'react';

interface SectionProps {
  id: string;
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of a page with its heading; `#id` leads to it. */
export function Section({ id, title, aside, children }: SectionProps) {
  return (
    <section aria-labelledby={`${id}-title`} id={id} className="mb-8">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-3">
        <h2 id={`${id}-title`} className="font-[600] text-base">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
