import type { LoadableRow } from '../../sandbox/history/load-rows.ts';

/** Gives the running sandbox its past, in one transaction of its own. Repeating it changes nothing. */
export async function loadSandbox(url: string, rows: LoadableRow[]): Promise<void> {
  const body = rows.map((row) => JSON.stringify(row)).join('\n');
  const answer = await fetch(`${url}/_sandbox/load`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`The sandbox did not take the town's past: ${await answer.text()}`);
}
