import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { fromSqlState, sqlStateOf } from '@/lib/core/sql-states';
import { toDomainError } from '@/lib/core/to-domain-error';

const errorOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => {
      throw new Error('nothing was refused');
    },
    (error: unknown) => error,
  );

const owner = await db.user.create({
  data: { email: 'owner@states.test', role: 'admin', adminRole: 'owner' },
  select: { id: true },
});

test('a state of ours is read from what the driver and Prisma throw, whichever call it was', async () => {
  const errors = [
    await errorOf(pool.query('DELETE FROM audit_log')),
    await errorOf(db.auditEntry.deleteMany()),
    await errorOf(db.$executeRaw`DELETE FROM audit_log`),
    await errorOf(db.$queryRaw`DELETE FROM audit_log RETURNING id`),
    await errorOf(db.$transaction((tx) => tx.auditEntry.deleteMany())),
  ];
  for (const error of errors) {
    expect(sqlStateOf(error)).toBe('ZF001');
    // Our own fault, so it stays the error that it is.
    expect(fromSqlState(error)).toBe(error);
    expect(toDomainError(error)).toMatchObject({ code: 'internal', cause: error });
  }
});

test('what a person can meet is told as that, and a key of the database is none of ours', async () => {
  const leaving = { where: { id: owner.id }, data: { adminRole: null, role: 'reader' } } as const;
  const last = await errorOf(db.user.update(leaving));
  expect(toDomainError(last)).toMatchObject({ code: 'last_owner', cause: last });
  const raw = await errorOf(pool.query('UPDATE users SET admin_role = NULL, role = $1', ['reader']));
  expect(toDomainError(raw)).toMatchObject({ code: 'last_owner', cause: raw });

  const twice = await errorOf(db.user.create({ data: { email: 'owner@states.test' } }));
  expect(sqlStateOf(twice)).toBeNull();
  expect(toDomainError(twice)).toMatchObject({ code: 'internal' });
  for (const nothing of [null, 'ZF001', new Error('ZF001'), { code: 'toString' }])
    expect(sqlStateOf(nothing)).toBeNull();
});
