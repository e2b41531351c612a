import type { ReactNode } from 'react';

interface AuthPageProps {
  title: ReactNode;
  lead?: ReactNode;
  children?: ReactNode;
  /** Quiet lines at the end: where else one may want to go. */
  foot?: ReactNode;
}

/** One narrow column: what this is, what to do, where else to go. */
export function AuthPage({ title, lead, children, foot }: AuthPageProps) {
  return (
    <div className="page flex flex-col items-center py-10 sm:py-20">
      <div className="flex w-full max-w-form flex-col gap-6">
        <header className="flex flex-col gap-2">
          <h1 className="display text-3xl">{title}</h1>
          {lead ? <p className="text-soft">{lead}</p> : null}
        </header>
        {children}
        {foot ? <div className="flex flex-col gap-2 border-line border-t pt-5 text-sm">{foot}</div> : null}
      </div>
    </div>
  );
}
