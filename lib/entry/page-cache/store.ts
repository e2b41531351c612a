interface Kept<Page> {
  page: Page;
  bytes: number;
  /** Until when it is served without a thought; after that once more while a new one is made. */
  freshUntil: number;
}

interface Options<Key, Page> {
  /** Null: not to be kept. It is served all the same, to all who waited for it. */
  make(key: Key): Promise<{ page: Page; bytes: number | null }>;
  freshMs: number;
  /** How much longer an old page is served while a new one is made. */
  staleMs: number;
  mostEntries: number;
  mostBytes: number;
  onError?: (error: unknown) => void;
  now?: () => number;
}

/**
 * Pages by their key, made one at a time for each key, no matter who asks. Bounded in number and bytes: what
 * was asked for longest ago goes first. `drop` forgets all of them, those being made included: who asks after
 * it never gets what was read before it.
 */
export class PageStore<Key extends { id: string }, Page> {
  private readonly kept = new Map<string, Kept<Page>>();
  private readonly coming = new Map<string, Promise<Page>>();
  private bytes = 0;
  private generation = 0;
  private readonly options: Options<Key, Page>;

  constructor(options: Options<Key, Page>) {
    this.options = options;
  }

  get size(): { entries: number; bytes: number } {
    return { entries: this.kept.size, bytes: this.bytes };
  }

  async get(key: Key): Promise<Page> {
    return this.peek(key) ?? this.make(key);
  }

  /** What there is at once; an old page starts a new one. */
  peek(key: Key): Page | null {
    const { id } = key;
    const found = this.kept.get(id);
    if (!found) return null;
    const age = this.now() - found.freshUntil;
    if (age > this.options.staleMs) {
      this.remove(id);
      return null;
    }
    // The newest in use stand last.
    this.kept.delete(id);
    this.kept.set(id, found);
    if (age > 0) this.make(key).catch((error: unknown) => this.options.onError?.(error));
    return found.page;
  }

  drop(): void {
    this.generation += 1;
    this.kept.clear();
    this.coming.clear();
    this.bytes = 0;
  }

  private make(key: Key): Promise<Page> {
    const { id } = key;
    const known = this.coming.get(id);
    if (known) return known;
    const { generation } = this;
    const began = this.now();
    const making = this.options.make(key).then(
      ({ page, bytes }) => {
        if (generation === this.generation) {
          this.coming.delete(id);
          this.remove(id);
          if (bytes !== null) this.keep(id, { page, bytes, freshUntil: began + this.options.freshMs });
        }
        return page;
      },
      (error: unknown) => {
        if (generation === this.generation) this.coming.delete(id);
        throw error;
      },
    );
    this.coming.set(id, making);
    return making;
  }

  private keep(id: string, entry: Kept<Page>): void {
    this.kept.set(id, entry);
    this.bytes += entry.bytes;
    const { mostEntries, mostBytes } = this.options;
    for (const [oldest] of this.kept) {
      if (this.kept.size <= mostEntries && this.bytes <= mostBytes) break;
      this.remove(oldest);
    }
  }

  private remove(id: string): void {
    const found = this.kept.get(id);
    if (!found) return;
    this.kept.delete(id);
    this.bytes -= found.bytes;
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}
