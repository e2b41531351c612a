import { randomUUID } from 'node:crypto';
import { becomeCreator, unlockAsAnother, writeAndPublish } from './support/first-publication.ts';
import { signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

test('a reader becomes a creator, writes, publishes, and another reader unlocks it', async ({ page }) => {
  const key = randomUUID().slice(0, 8);
  await signInAsNewReader(page);
  await visit(page, '/');
  const creatorPath = await becomeCreator(page, key);
  const { title, secret } = await writeAndPublish(page, key, { typed: '3.5¢', ofThousand: '$31.50' });
  const money = { givenMicros: 1_000_000n, price: '3.5¢', leftMicros: 965_000n };
  await unlockAsAnother(page, { title, secret, creatorPath }, money);
  await visit(page, '/studio');
  await expect(page.getByRole('row', { name: title }).getByRole('cell').last()).toHaveText(/1$/);
});
