/** Whether Prisma failed because somebody else was first with a value that is unique. */
export function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  if (error.code === 'P2002' || error.code === '23505') return true;
  const meta = 'meta' in error && JSON.stringify(error.meta);
  return error.code === 'P2010' && typeof meta === 'string' && meta.includes('23505');
}
