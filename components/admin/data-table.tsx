import type { ReactNode } from 'react';
import { cn } from '../ui/cn';
import { RowKeys } from './row-keys';

export interface Column<Row> {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Figures stand on the right. */
  right?: boolean;
  /** Keeps a short cell on one line. */
  nowrap?: boolean;
}

interface DataTableProps<Row> {
  /** What the table holds, for people who do not see it. */
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** What to say when there is nothing. */
  empty: ReactNode;
}

/**
 * The table of the back office: dense, its head stays in view, and the arrow keys move between the rows' links (the first
 * link or button of a row). It scrolls sideways by itself where it is wider than the page.
 */
export function DataTable<Row>({ caption, columns, rows, rowKey, empty }: DataTableProps<Row>) {
  if (rows.length === 0) return <div className="border-line border-y py-6 text-soft">{empty}</div>;
  return (
    <RowKeys label={caption}>
      <table
        className="w-full border-separate border-spacing-0 text-sm"
        // Rather a table that scrolls than columns of one syllable.
        style={{ minWidth: `${columns.length * 6.5}rem` }}
      >
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={cn(
                  'label sticky top-0 z-10 whitespace-nowrap border-line border-y bg-paper px-2 py-2 text-left first:pl-0 last:pr-0',
                  column.right && 'text-right',
                )}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="align-top focus-within:bg-sunk hover:bg-sunk">
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={cn(
                    'border-line border-b px-2 py-1.5 first:pl-0 last:pr-0',
                    column.right && 'text-right',
                    column.nowrap && 'whitespace-nowrap',
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </RowKeys>
  );
}
