import { publishOwnArticle } from './support/article.ts';
import { payWithCard } from './support/checkout.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { giveMoney, signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

const ARTICLE = '/read/the-half-life-of-a-link';

const OPEN_PAGES = {
  'the front page': '/',
  'a topic': '/topics/money',
  'search, with results': '/search?q=wren',
  'search, without results': '/search?q=zzzzzz',
  'a creator': '/creators/wren-hale',
  'an article, locked, not signed in': ARTICLE,
  'sign in': '/sign-in',
  'sign up': '/sign-up',
  'check your mail': '/sign-in/check-your-mail',
  'a sign-in that failed': '/sign-in/error?error=Verification',
  'a sign-in link': '/sign-in/link?token=x&email=reader%40example.com',
  'forgotten password': '/forgot-password',
  'a new password, link used up': '/new-password?token=x',
  'confirm your address': '/verify-email?token=x',
  'the mailbox': '/mailbox',
};

for (const [name, path] of Object.entries(OPEN_PAGES)) {
  test(`${name} has no violation`, async ({ page }) => {
    await visit(page, path);
    await expectAccessible(page);
  });
}

const READER_PAGES = {
  'the empty library': '/library',
  'the empty wallet': '/wallet',
  settings: '/settings',
};

for (const [name, path] of Object.entries(READER_PAGES)) {
  test(`${name} has no violation`, async ({ page }) => {
    await signInAsNewReader(page);
    await visit(page, path);
    await expectAccessible(page);
  });
}

test('an article has no violation with the unlock offered, done and in the library and the wallet', async ({
  page,
}) => {
  const person = await signInAsNewReader(page);
  await giveMoney(person, 1_000_000n);
  await visit(page, ARTICLE);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Unlock for 5¢' }).click();
  await expect(page.getByRole('button', { name: 'Take it back' })).toBeVisible();
  await expectAccessible(page);
  await visit(page, '/library');
  await expectAccessible(page);
  await visit(page, '/wallet');
  await page.getByText('How this adds up').click();
  await expectAccessible(page);
});

test('a top-up has no violation offered, with a wrong amount, unpaid, declined, cancelled and paid', async ({
  page,
}) => {
  await signInAsNewReader(page);
  const article = await publishOwnArticle(35_000n);
  await visit(page, article.path);
  await page.getByLabel('Other amount').fill('1');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Please choose an amount' })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('Other amount').fill('');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await payWithCard(page, '4000 0000 0000 0002');
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('link', { name: 'Back to Farthing' }).click();
  await expect(page.getByText('The last try was declined.')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Cancel this top-up' }).click();
  await expect(page.getByRole('heading', { name: 'This top-up was canceled' })).toBeVisible();
  await expectAccessible(page);

  await visit(page, '/wallet');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await payWithCard(page);
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  await expectAccessible(page);
});

test('forms that were filled in wrongly have no violation', async ({ page }) => {
  await visit(page, '/sign-up');
  await page.getByLabel('Email').fill('nobody');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Please use 10 characters or more.')).toBeVisible();
  await expectAccessible(page);
});

test('the open menu has no violation', async ({ page }) => {
  await signInAsNewReader(page);
  await visit(page, '/');
  await page.getByRole('button', { name: 'Menu' }).click();
  await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible();
  await expectAccessible(page);
});

test.describe('when something is not there or fails', () => {
  test.use({ expectedErrors: /Failed to (load resource|fetch)/ });

  test('neither page has a violation', async ({ page }) => {
    await visit(page, '/read/no-such-article');
    await expectAccessible(page);

    await visit(page, '/sign-in');
    await page.route('**/sign-in', (route) => route.abort());
    await page.getByLabel('Email').fill('nobody@example.com');
    await page.getByLabel('Password', { exact: true }).fill('copper wren lantern');
    await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Something went wrong on our side' })).toBeVisible();
    await expectAccessible(page);
  });
});

for (const width of [390, 1280]) {
  test.describe(`in Korean at ${width}`, () => {
    test.use({ locale: 'ko-KR', viewport: { width, height: 844 } });

    test('the main pages have no violation', async ({ page }) => {
      const person = await signInAsNewReader(page);
      await giveMoney(person, 1_000_000n);
      for (const path of ['/', '/read/the-square-hole', '/wallet', '/settings']) {
        await visit(page, path);
        await expectAccessible(page);
      }
    });
  });
}
