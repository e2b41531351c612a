/** Whether Prisma failed because somebody else was first with what this unique index allows once. */
export function violatesUnique(error: unknown, index: string): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('meta' in error)) return false;
  // Of a partial index Prisma names the columns; its name stands in the message of the database.
  return error.code === 'P2002' && JSON.stringify(error.meta).includes(index);
}
