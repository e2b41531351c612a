'use client';

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';

const STEPS: Record<string, (place: number, last: number) => number> = {
  ArrowDown: (place, last) => Math.min(place + 1, last),
  ArrowUp: (place) => Math.max(place - 1, 0),
  Home: () => 0,
  End: (_place, last) => last,
};

/**
 * Moves the focus from row to row of the table inside. A table that fits is no scroll box, so that its head
 * sticks to the window; a wider one scrolls by itself, also with the keys.
 */
export function RowKeys({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLElement>(null);
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const element = box.current;
    const table = element?.querySelector('table');
    if (!element || !table) return;
    const watch = new ResizeObserver(() => setWide(table.scrollWidth > element.clientWidth + 1));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  function move(event: KeyboardEvent) {
    const step = STEPS[event.key];
    const target = event.target as HTMLElement;
    if (!step || event.altKey || event.ctrlKey || event.metaKey || target.matches('input, select, textarea'))
      return;
    const rows = [...(box.current?.querySelectorAll<HTMLElement>('tbody tr') ?? [])];
    const place = rows.findIndex((row) => row.contains(target));
    if (place < 0) return;
    event.preventDefault();
    rows[step(place, rows.length - 1)]?.querySelector<HTMLElement>('a, button')?.focus();
  }

  return (
    <section
      ref={box}
      onKeyDown={move}
      aria-label={wide ? label : undefined}
      tabIndex={wide ? 0 : undefined}
      className={wide ? 'overflow-x-auto' : '[&_thead_th]:top-14'}
    >
      {children}
    </section>
  );
}
