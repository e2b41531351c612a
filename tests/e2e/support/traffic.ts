import type { Page, Response } from '@playwright/test';

/** Everything the server sends to this page, as text: pages, flight data, scripts, JSON, prefetches, answers to actions. */
export class Traffic {
  readonly #answers: Promise<{ url: string; headers: string; body: string }>[] = [];

  constructor(page: Page) {
    page.on('response', (response) => this.#answers.push(read(response)));
  }

  /** All that has arrived so far. */
  read(): Promise<{ url: string; headers: string; body: string }[]> {
    return Promise.all(this.#answers);
  }
}

async function read(response: Response): Promise<{ url: string; headers: string; body: string }> {
  const headers = JSON.stringify(await response.allHeaders());
  // A redirect has no body, and a picture or a font no text.
  const silent = response.status() >= 300 || ['image', 'font'].includes(response.request().resourceType());
  return { url: response.url(), headers, body: silent ? '' : await response.text() };
}
