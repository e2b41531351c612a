import type { Page } from '@playwright/test';

interface Answer {
  url: string;
  headers: string;
  body: string;
}

/**
 * Reads everything that is sent to this page before the page gets it: documents, flight data, scripts, JSON,
 * prefetches, answers to actions. The list grows as the page loads more.
 */
export async function recordTraffic(page: Page): Promise<Answer[]> {
  const answers: Answer[] = [];
  await page.route('**', async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    const isText = !['image', 'font'].includes(route.request().resourceType());
    const headers = JSON.stringify(response.headers());
    answers.push({ url: response.url(), headers, body: isText ? await response.text() : '' });
    await route.fulfill({ response });
  });
  return answers;
}
