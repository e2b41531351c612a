import { generateSync } from 'otplib';
import { expectAccessible } from './support/expect-accessible.ts';
import { signUpAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

/** The code of this step, or of the next one: both are taken, also when a step ends in between. */
const codeOf = (secret: string, ahead = 0) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * ahead });

test('a second factor: set up, asked for at the next sign-in, and replaced by a recovery code', async ({
  page,
}) => {
  const { email, password } = await signUpAsNewReader(page);
  await visit(page, '/settings');
  await page.getByRole('button', { name: 'Set up a second factor' }).click();
  await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
  const secret = ((await page.locator('code').textContent()) ?? '').replace(/\s/g, '');
  await page.getByLabel('Code from the app').fill('000000');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByText('This code is not right, or it was used already.')).toBeVisible();
  await page.getByLabel('Code from the app').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByText('Your recovery codes')).toBeVisible();
  const recovery = await page
    .getByText(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
    .first()
    .textContent();
  await expect(page.getByText('On. Every sign-in asks for a code.')).toBeVisible();
  await expectAccessible(page);

  const signIn = async () => {
    await page.context().clearCookies();
    await visit(page, '/sign-in?next=/library');
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'One more step' })).toBeVisible();
  };
  await signIn();
  // Half signed in is not signed in.
  await page.goto('/wallet');
  await expect(page).toHaveURL(/\/sign-in/);
  await expectAccessible(page);
  await signIn();
  await page.getByLabel('Code').fill(codeOf(secret, 1));
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page).toHaveURL(/\/library/);
  await signIn();
  await page.getByLabel('Code').fill(recovery ?? '');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page).toHaveURL(/\/library/);
});
