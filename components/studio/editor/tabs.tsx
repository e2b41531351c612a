'use client';

import { cn } from '../../ui/cn';

interface TabsProps {
  label: string;
  tabs: { id: string; label: string }[];
  current: string;
  onChange: (id: string) => void;
  className?: string;
}

/** Two views of one thing, where there is no room for both. */
export function Tabs({ label, tabs, current, onChange, className }: TabsProps) {
  return (
    <fieldset className={cn('flex gap-1 rounded-md bg-sunk p-1', className)}>
      <legend className="sr-only">{label}</legend>
      {tabs.map(({ id, label: name }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === current}
          onClick={() => onChange(id)}
          className={
            'h-9 flex-1 rounded-sm text-sm text-soft aria-pressed:bg-raised ' +
            'aria-pressed:font-[560] aria-pressed:text-ink'
          }
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
