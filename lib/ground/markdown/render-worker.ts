import { parentPort } from 'node:worker_threads';
import { renderMarkdown } from './render-markdown.ts';
import type { Text } from './render-plain.ts';

/**
 * What a page can carry without holding the server up: twice what the longest honest texts give. One note
 * that is pointed to 40,000 times gives 11 MB.
 */
const MOST_HTML = 500_000;

// A thread of its own: what an author's text costs, it costs here. See render-pool.ts.
parentPort?.on('message', (text: Text) => {
  const rendering = renderMarkdown(text);
  const length = rendering.opening.length + (rendering.rest?.length ?? 0);
  parentPort?.postMessage(length > MOST_HTML ? null : rendering);
});
parentPort?.postMessage('ready');
