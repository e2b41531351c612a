/** Whether a unique key refused the row, by Prisma or by the database; `index`: only this one. */
export function isUniqueViolation(error: unknown, index = ''): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  // Of a partial index Prisma names the columns; its name stands in the message of the database.
  const meta = ('meta' in error && JSON.stringify(error.meta)) || '';
  if (!meta.includes(index)) return false;
  if (error.code === 'P2002' || error.code === '23505') return true;
  return error.code === 'P2010' && meta.includes('23505');
}
