import { parentPort } from 'node:worker_threads';
import { renderMarkdown } from './render-markdown.ts';
import type { Text } from './render-plain.ts';

// A thread of its own: what an author's text costs, it costs here. See render-pool.ts.
parentPort?.on('message', (text: Text) => parentPort?.postMessage(renderMarkdown(text)));
parentPort?.postMessage('ready');
