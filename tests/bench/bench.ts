import type { Pool } from 'pg';
import type { Requests } from './engine.ts';

export type Figures = Record<string, number | null>;

/** What each part of the benchmark is given. */
export interface Bench {
  quick: boolean;
  /** How often the contenders of a part take turns; the median of their samples is reported. */
  rounds: number;
  /** Unlocks in one sample. */
  unlocks: number;
  /** Connections to the database that the contenders share. */
  pool: Pool;
  /** Deals out unlocks of that database that were never asked for before. */
  requests: Requests;
  /** Address of a database of the same server: `contest`, `small`, `large`. */
  urlOf(database: string): string;
  /** Makes the database again: seeded, and with 10,000 transfers. */
  recreate(database: string): Promise<void>;
  /** Says on standard error what happens now. */
  step(text: string): void;
  /** Runs once and keeps the rate per second under this name. */
  sample(name: string, run: () => Promise<number>): Promise<void>;
}

/** Takes its samples through the bench; what it returns are further figures. */
export type Part = (bench: Bench) => Promise<Figures>;
