import type { ReactNode } from 'react';

interface Fact {
  name: string;
  value: ReactNode;
  why: ReactNode;
}

/** A few figures in a row, each with the sentence that says what it is made of. */
export function Facts({ title, id, facts }: { title: string; id: string; facts: Fact[] }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="display mb-3 text-xl">
        {title}
      </h2>
      <dl className="grid gap-6 border-line border-t pt-4 sm:grid-cols-3">
        {facts.map(({ name, value, why }) => (
          <div key={name}>
            <dt className="label">{name}</dt>
            <dd className="display figures text-2xl">{value}</dd>
            <dd className="mt-1 text-soft text-sm">{why}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
