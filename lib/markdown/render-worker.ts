import { parentPort } from 'node:worker_threads';
import { renderMarkdown } from './render-markdown.ts';
import type { Text } from './render-plain.ts';

/** What a page can carry. The longest honest text gives a fraction of it; one note that is pointed to 40,000 times, 11 MB. */
const MOST_HTML = 1_500_000;

// A thread of its own: what an author's text costs, it costs here. See render-pool.ts.
parentPort?.on('message', (text: Text) => {
  const rendering = renderMarkdown(text);
  const length = rendering.opening.length + (rendering.rest?.length ?? 0);
  parentPort?.postMessage(length > MOST_HTML ? null : rendering);
});
parentPort?.postMessage('ready');
