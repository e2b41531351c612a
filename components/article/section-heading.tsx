import type { ReactNode } from 'react';

interface SectionHeadingProps {
  id?: string;
  children: ReactNode;
  /** One link or choice at the end of the line. */
  aside?: ReactNode;
}

/** The heading over a part of a page. */
export function SectionHeading({ id, children, aside }: SectionHeadingProps) {
  return (
    <div className="mb-1 flex items-end justify-between gap-4">
      <h2 id={id} className="display text-2xl">
        {children}
      </h2>
      {aside}
    </div>
  );
}
