import type { ReactNode } from 'react';

export type Fact = [name: string, value: ReactNode];

/** Names and values, one line each; a fact that is null is left out. */
export function FactList({ facts }: { facts: (Fact | null)[] }) {
  return (
    <dl
      className={
        'mb-8 grid max-w-2xl grid-cols-[7.5rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 border-line ' +
        'border-t pt-3 sm:grid-cols-[12rem_minmax(0,1fr)]'
      }
    >
      {facts.map((fact) =>
        fact ? (
          <div key={fact[0]} className="contents">
            <dt className="text-faint">{fact[0]}</dt>
            <dd className="wrap-anywhere">{fact[1]}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
