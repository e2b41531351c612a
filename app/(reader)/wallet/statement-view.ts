import { STATEMENT_FILTERS, type StatementFilter } from '@/lib/rooms/wallet';

export interface StatementView {
  filter: StatementFilter;
  before?: string;
}

const CURSOR = /^\d{1,18}\.\d{1,18}\.[a-z_]{1,20}$/;

/** Which lines the address asks for. Anything missing or wrong means everything from the newest on. */
export async function readStatementView(
  searchParams: Promise<Record<string, string | string[] | undefined>>,
): Promise<StatementView> {
  const { show, before } = await searchParams;
  return {
    filter: STATEMENT_FILTERS.find((one) => one === show) ?? 'all',
    before: typeof before === 'string' && CURSOR.test(before) ? before : undefined,
  };
}

export function statementHref(filter: StatementFilter, before?: string): string {
  const query = new URLSearchParams();
  if (filter !== 'all') query.set('show', filter);
  if (before) query.set('before', before);
  const text = query.toString();
  return text ? `/wallet?${text}` : '/wallet';
}
