import type { ReactNode } from 'react';

/** Names and values, one line each. */
export function FactList({ facts }: { facts: [name: string, value: ReactNode][] }) {
  return (
    <dl className="mb-6 grid max-w-2xl grid-cols-[7rem_1fr] gap-x-4 gap-y-1 border-line border-t pt-2 sm:grid-cols-[14rem_1fr]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-faint">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
