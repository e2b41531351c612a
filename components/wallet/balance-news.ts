/** What a reader's wallet holds, with when the server said so: the newest counts, whichever tab heard it. */
export interface BalanceNews {
  readerId: string;
  balanceMicros: bigint;
  /** The server's clock, in milliseconds. */
  at: number;
}

const CHANNEL = 'farthing-balance';

/** Tells every tab of this browser, this one too. */
export function tellBalance({ readerId, balanceMicros, at }: BalanceNews): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ readerId, balanceMicros, at });
  channel.close();
}

/** Calls `listener` with what tabs tell, until the returned function is called. */
export function hearBalance(listener: (news: BalanceNews) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<BalanceNews>) => listener(data);
  return () => channel.close();
}
