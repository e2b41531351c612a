import type { ReactNode } from 'react';
import { Panel } from '../ui/panel';

interface FigureProps {
  name: string;
  value: ReactNode;
  note: ReactNode;
  /** Its trend. */
  children: ReactNode;
}

/** One figure of the overview: its name, itself, what it means, and how it went. */
export function Figure({ name, value, note, children }: FigureProps) {
  return (
    <Panel className="flex flex-col p-3 sm:p-4">
      <h3 className="label">{name}</h3>
      <p className="display figures mt-1 text-xl sm:text-2xl">{value}</p>
      <p className="mb-3 text-faint text-xs">{note}</p>
      <div className="mt-auto">{children}</div>
    </Panel>
  );
}
