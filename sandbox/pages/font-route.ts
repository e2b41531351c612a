import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Hono } from 'hono';

/** Pretendard has Korean and Latin letters; served here, pages look the same everywhere. */
const FONT = 'pretendard/dist/web/variable/woff2/PretendardVariable.woff2';

export function fontRoute(): Hono {
  const app = new Hono();
  let font: Promise<Uint8Array<ArrayBuffer>> | null = null;
  app.get('/assets/pretendard.woff2', async (c) => {
    font ??= readFile(createRequire(import.meta.url).resolve(FONT)).then((bytes) => new Uint8Array(bytes));
    c.header('Content-Type', 'font/woff2');
    c.header('Cache-Control', 'public, max-age=604800');
    return c.body(await font);
  });
  return app;
}
