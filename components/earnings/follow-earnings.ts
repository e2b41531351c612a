export type LiveState = 'on' | 'connecting' | 'off' | 'offline' | 'ended' | 'busy';

export interface Told {
  id: string;
  kind: 'unlock' | 'refund';
  title: string;
  micros: string;
  currency: string;
}

interface Listener {
  onState: (state: LiveState) => void;
  /** What has happened since the last news, at most once in a while. */
  onNews: (news: Told[]) => void;
  /** The figures are out of date. */
  refresh: () => void;
}

/** The figures are read again at most this often, however fast unlocks come. */
const REFRESH_MS = 1_000;
const SAY_MS = 4_000;
const RETRY_MS = 5_000;
const REMEMBERED = 2_000;

/** Follows a creator's unlocks and refunds until the function that it returns is called. */
export function followEarnings(address: string, { onState, onNews, refresh }: Listener): () => void {
  const refresher = createRefresher(refresh);
  const herald = createHerald(onNews);
  let source: EventSource | undefined;
  let retrying: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  function hear(event: MessageEvent<string>): void {
    if (herald.tell(JSON.parse(event.data) as Told)) refresher.refreshSoon();
  }
  function connect(): void {
    source = new EventSource(address);
    source.addEventListener('ready', () => {
      onState('on');
      refresher.refreshSoon();
    });
    source.addEventListener('earned', hear);
    source.addEventListener('ended', () => {
      ended = true;
      onState('ended');
      source?.close();
    });
    source.onerror = () => {
      if (ended) return;
      onState(navigator.onLine ? 'off' : 'offline');
      // The browser tries again by itself, except when it was refused: then we ask why, and go on asking.
      if (source?.readyState === EventSource.CLOSED) retrying = setTimeout(() => void reconnect(), RETRY_MS);
    };
  }
  async function reconnect(): Promise<void> {
    const status = await askStatus(address);
    if (ended) return;
    if (status === 404) return onState('ended');
    if (status === 429) onState('busy');
    connect();
  }
  const goOffline = () => onState('offline');
  window.addEventListener('offline', goOffline);
  connect();
  return () => {
    ended = true;
    window.removeEventListener('offline', goOffline);
    source?.close();
    clearTimeout(retrying);
    refresher.stop();
    herald.stop();
  };
}

async function askStatus(address: string): Promise<number> {
  const asked = new AbortController();
  const status = await fetch(address, { signal: asked.signal }).then(
    (answer) => answer.status,
    () => 0,
  );
  asked.abort();
  return status;
}

function createRefresher(refresh: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  return {
    refreshSoon(): void {
      if (timer) return;
      timer = setTimeout(
        () => {
          timer = undefined;
          last = Date.now();
          refresh();
        },
        Math.max(0, last + REFRESH_MS - Date.now()),
      );
    },
    stop: () => clearTimeout(timer),
  };
}

/** Gathers what happens while the last news still stand, and says each thing once. */
function createHerald(onNews: (news: Told[]) => void) {
  const known = new Set<string>();
  let unsaid: Told[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  function say(): void {
    onNews(unsaid);
    unsaid = [];
    timer = setTimeout(() => {
      timer = undefined;
      if (unsaid.length > 0) say();
    }, SAY_MS);
  }
  return {
    /** False: it was told before. */
    tell(told: Told): boolean {
      if (known.has(told.id)) return false;
      known.add(told.id);
      const [oldest] = known;
      if (known.size > REMEMBERED && oldest) known.delete(oldest);
      unsaid.push(told);
      if (!timer) say();
      return true;
    },
    stop: () => clearTimeout(timer),
  };
}
