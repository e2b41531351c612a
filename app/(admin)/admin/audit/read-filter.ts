import { readDay } from '@/lib/core/read-day';
import { DAY_MS } from '@/lib/core/time';
import type { AuditFilter } from '@/lib/desks/backoffice';

export const PATH = '/admin/audit';

const FILTERS = ['actor', 'action', 'subject', 'request', 'from', 'until'] as const;
export type FilterValues = Record<(typeof FILTERS)[number], string>;

/** What the address asks for, as typed; what is no text at all is nothing. */
export function readFilterValues(get: (name: string) => string | string[] | null | undefined): FilterValues {
  const read = (name: string) => {
    const value = get(name);
    return typeof value === 'string' ? value.replaceAll('\0', '').trim().slice(0, 254) : '';
  };
  return Object.fromEntries(FILTERS.map((name) => [name, read(name)])) as FilterValues;
}

/** Days are whole days in UTC, the last one included. A day that is none filters nothing. */
export function toAuditFilter(values: FilterValues): AuditFilter {
  const dayOf = (text: string) => readDay(text) ?? undefined;
  const until = dayOf(values.until);
  return {
    actor: values.actor || undefined,
    action: values.action || undefined,
    subject: values.subject || undefined,
    requestId: values.request || undefined,
    from: dayOf(values.from),
    till: until && new Date(until.getTime() + DAY_MS),
  };
}
