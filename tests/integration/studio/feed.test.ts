import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { GET } from '@/app/(site)/creators/[handle]/feed.xml/route';
import { db } from '@/lib/core/db';
import { createUser } from '../../../prisma/factories/create-user';
import { makeCreator, makeDraft, publish } from './world';

const ask = (handle: string, headers: Record<string, string> = {}) =>
  GET(new NextRequest(`http://localhost:3000/creators/${handle}/feed.xml`, { headers }), {
    params: Promise.resolve({ handle }),
  });

/** Every tag is closed in order, and no text holds a bare mark: enough of XML for what we write. */
function expectWellFormed(xml: string): void {
  const open: string[] = [];
  const bare = xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '').replace(/^<\?xml[^>]*\?>/, '');
  for (const [, slash, name, rest] of bare.matchAll(/<(\/?)([\w:]+)([^>]*)>/g)) {
    if (slash) expect(open.pop()).toBe(name);
    else if (!rest?.endsWith('/')) open.push(name ?? '');
  }
  expect(open).toEqual([]);
  const text = bare.replace(/<\/?[\w:]+(?:\s+[\w:]+="[^"<]*")*\s*\/?>/g, '');
  expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|apos;|#\d+;)/);
}

test('the feed tells what is free, in valid XML, and never what is paid', async () => {
  const { creatorId, handle } = await makeCreator();
  await db.creator.update({ where: { id: creatorId }, data: { name: 'A & <B> "C"', bio: 'x ]]> y \u0007' } });
  await publish(
    creatorId,
    await makeDraft(creatorId, {
      title: 'Ends ]]> early & <late>',
      summary: 'A <b>summary</b> & more',
      text:
        'Free **words** <script>alert(1)</script> ![fig](/figures/bell-partials.svg) ' +
        '[on](/topics/money)\n\n<!-- more -->\n\nPAID-SECRET words.',
    }),
  );
  await makeDraft(creatorId, { title: 'DRAFT-SECRET' });
  const answer = await ask(handle);
  const xml = await answer.text();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
  expect(answer.headers.get('cache-control')).toContain('public');
  expectWellFormed(xml);
  expect(xml).toContain('<rss version="2.0"');
  expect(xml).toContain('Free <strong>words</strong>');
  expect(xml).toContain('src="http://localhost:3000/figures/bell-partials.svg"');
  expect(xml).toContain('href="http://localhost:3000/topics/money"');
  expect(xml).toContain('Read on for 3.5¢');
  expect(xml).not.toMatch(/PAID-SECRET|DRAFT-SECRET|<script/);
  expect(xml.match(/<item>/g)).toHaveLength(1);
});

test('Korean sentences come out as they were meant', async () => {
  const { creatorId, handle } = await makeCreator();
  const text =
    '값은 3~5달러이고 **마크다운(Markdown)**의 설명은 https://example.com/docs를 보세요.\n\n<!-- more -->\n\n유료예요.';
  await publish(creatorId, await makeDraft(creatorId, { text }));
  const xml = await (await ask(handle)).text();
  expect(xml).toContain('값은 3~5달러이고 <strong>마크다운(Markdown)</strong>의 설명은');
  expect(xml).toMatch(
    /<a href="https:\/\/example\.com\/docs"[^>]*>https:\/\/example\.com\/docs<\/a>를 보세요\./,
  );
});

test('a reader that has it is told so, and is told again after a change', async () => {
  const { creatorId, handle } = await makeCreator();
  await publish(creatorId, await makeDraft(creatorId, { title: 'Tagged' }));
  const first = await ask(handle);
  const etag = first.headers.get('etag') ?? '';
  const again = await ask(handle, { 'if-none-match': `W/${etag}` });
  expect([again.status, await again.text()]).toEqual([304, '']);
  await publish(creatorId, await makeDraft(creatorId, { title: 'Newer' }));
  expect((await ask(handle, { 'if-none-match': etag })).status).toBe(200);
});

test('an empty feed is valid; an old handle leads on; nobody’s is not found', async () => {
  const { creatorId, handle } = await makeCreator();
  expectWellFormed(await (await ask(handle)).text());
  await db.creator.update({ where: { id: creatorId }, data: { handle: `${handle}-now` } });
  const moved = await ask(handle);
  expect([moved.status, moved.headers.get('location')]).toEqual([
    308,
    `http://localhost:3000/creators/${handle}-now/feed.xml`,
  ]);
  await createUser(db, { email: 'nobody@studio.test' });
  for (const unknown of ['nobody-here', 'a%00b', '../etc']) expect((await ask(unknown)).status).toBe(404);
});
