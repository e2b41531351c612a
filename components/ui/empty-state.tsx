import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: ReactNode;
  children?: ReactNode;
  /** One way onward. */
  action?: ReactNode;
}

/** What a list says when it has nothing to show. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-4 border-line border-t py-12">
      <svg
        aria-hidden="true"
        viewBox="0 0 48 48"
        className="size-12 fill-none stroke-[1.25] stroke-edge"
        strokeDasharray="2 4"
      >
        <circle cx="24" cy="24" r="22" />
        <circle cx="24" cy="24" r="17" />
      </svg>
      <p className="display text-2xl">{title}</p>
      {children ? <div className="max-w-prose text-soft">{children}</div> : null}
      {action}
    </div>
  );
}
