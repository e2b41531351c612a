import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { TableName, Tables } from './records.ts';

type AnyRow = Tables[TableName];
type Write = [table: TableName, id: string, row: AnyRow | null];
type CommitListener = (writes: readonly Write[]) => void;

const COMPACT_ABOVE_BYTES = 16 * 1024 * 1024;

/**
 * Everything the sandbox remembers: tables in memory, and a journal on disk with one JSON line per
 * transaction. A line is written whole or, after a crash, ignored, so a request is remembered completely or
 * not at all. Rows are frozen; change them with `edit`.
 */
export class Store {
  private readonly tables = new Map<TableName, Map<string, AnyRow>>();
  private readonly listeners: CommitListener[] = [];
  private undo: Write[] | null = null;
  private file: number | null = null;
  private bytes = 0;
  private bytesAfterCompaction = 0;

  constructor(private readonly path: string | null) {
    if (path === null) return;
    mkdirSync(dirname(path), { recursive: true });
    const whole = existsSync(path) ? this.load(readFileSync(path, 'utf8')) : 0;
    this.file = openSync(path, 'a');
    ftruncateSync(this.file, whole);
    this.bytes = whole;
    if (whole > COMPACT_ABOVE_BYTES) this.compact();
  }

  get<T extends TableName>(table: T, id: string): Tables[T] | undefined {
    return this.table(table).get(id);
  }

  /** All rows of a table, the oldest first. */
  all<T extends TableName>(table: T): Tables[T][] {
    return [...this.table(table).values()];
  }

  /** Names of the tables that hold something. */
  names(): TableName[] {
    return [...this.tables.keys()];
  }

  put<T extends TableName>(table: T, id: string, row: Tables[T]): Tables[T] {
    this.write([table, id, deepFreeze(row)]);
    return row;
  }

  /** Changes a copy of the row, stores the copy and returns it. */
  edit<T extends TableName>(table: T, id: string, change: (row: Tables[T]) => void): Tables[T] {
    const row = this.get(table, id);
    if (!row) throw new Error(`There is no ${table} ${id} to change.`);
    const copy = structuredClone(row);
    change(copy);
    return this.put(table, id, copy);
  }

  delete(table: TableName, id: string): void {
    this.write([table, id, null]);
  }

  /** Runs `work` and keeps all of its writes, or none of them when it throws. Transactions don't nest. */
  transaction<R>(work: () => R): R {
    if (this.undo) throw new Error('A transaction is already open.');
    this.undo = [];
    try {
      const result = work();
      const writes = this.changes();
      if (writes.length > 0) this.append(writes);
      this.undo = null;
      if (writes.length > 0) for (const listener of this.listeners) listener(writes);
      return result;
    } catch (error) {
      this.rollbackTo(0);
      this.undo = null;
      throw error;
    }
  }

  /** A point inside the open transaction that `rollbackTo` can return to. */
  savepoint(): number {
    return this.undo?.length ?? 0;
  }

  rollbackTo(savepoint: number): void {
    for (const [table, id, before] of this.undo?.splice(savepoint).reverse() ?? [])
      this.apply([table, id, before]);
  }

  onCommit(listener: CommitListener): void {
    this.listeners.push(listener);
  }

  close(): void {
    if (this.file === null) return;
    fsyncSync(this.file);
    closeSync(this.file);
    this.file = null;
  }

  private table<T extends TableName>(name: T): Map<string, Tables[T]> {
    let table = this.tables.get(name);
    if (!table) {
      table = new Map();
      this.tables.set(name, table);
    }
    return table as Map<string, Tables[T]>;
  }

  private write(write: Write): void {
    const [table, id] = write;
    if (!this.undo) throw new Error(`A change to ${table} ${id} needs a transaction.`);
    this.undo.push([table, id, this.table(table).get(id) ?? null]);
    this.apply(write);
  }

  private apply([table, id, row]: Write): void {
    if (row === null) this.table(table).delete(id);
    else this.table(table).set(id, row);
  }

  /** The final state of each row that the open transaction has touched. */
  private changes(): Write[] {
    const touched = new Map<string, Write>();
    for (const [table, id] of this.undo ?? []) {
      touched.set(`${table} ${id}`, [table, id, this.table(table).get(id) ?? null]);
    }
    return [...touched.values()];
  }

  private append(writes: Write[]): void {
    if (this.path === null) return;
    if (this.file === null) throw new Error('The store is closed.');
    this.bytes += writeSync(this.file, `${JSON.stringify(writes)}\n`);
    if (this.bytes > COMPACT_ABOVE_BYTES && this.bytes > this.bytesAfterCompaction * 4) this.compact();
  }

  /** Reads a journal; returns the length in bytes of what is whole. */
  private load(journal: string): number {
    const lines = journal.split('\n');
    // Without its end, the last line is what was being written when the process died: nobody was answered.
    const unfinished = lines.pop() ?? '';
    lines.forEach((line, index) => {
      const writes = parseLine(line);
      if (!writes)
        throw new Error(`${this.path} is not a journal of the Stripe sandbox (line ${index + 1}).`);
      for (const [table, id, row] of writes) this.apply([table, id, row && deepFreeze(row)]);
    });
    return Buffer.byteLength(journal) - Buffer.byteLength(unfinished);
  }

  /** Replaces the journal by one line per row: written beside it, then renamed over it. */
  private compact(): void {
    if (this.path === null) return;
    const temporary = `${this.path}.${process.pid}.tmp`;
    const file = openSync(temporary, 'w');
    this.bytes = 0;
    for (const [table, rows] of this.tables) {
      for (const [id, row] of rows) this.bytes += writeSync(file, `${JSON.stringify([[table, id, row]])}\n`);
    }
    fsyncSync(file);
    renameSync(temporary, this.path);
    if (this.file !== null) closeSync(this.file);
    this.file = file;
    this.bytesAfterCompaction = this.bytes;
  }
}

function parseLine(line: string): Write[] | null {
  try {
    const parsed: unknown = JSON.parse(line);
    return Array.isArray(parsed) && parsed.every((write) => Array.isArray(write) && write.length === 3)
      ? (parsed as Write[])
      : null;
  } catch {
    return null;
  }
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
