/** One page of a list. */
export interface Page<T> {
  entries: T[];
  /** From 1. */
  page: number;
  pages: number;
  total: number;
}

const MAX_PAGE = 10_000;

/** Reads `?page=`: what is no whole number from 1 on is the first page. */
export function parsePage(value: unknown): number {
  const page = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : 1;
  return Math.min(Math.max(1, page), MAX_PAGE);
}

export function toPage<T>(entries: T[], total: number, page: number, size: number): Page<T> {
  return { entries, page, total, pages: Math.max(1, Math.ceil(total / size)) };
}
