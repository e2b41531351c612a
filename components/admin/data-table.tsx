import type { CSSProperties, ReactNode } from 'react';
import { cn } from '../ui/cn';
import { RowKeys } from './row-keys';

export interface Column<Row> {
  key: string;
  head: string;
  cell: (row: Row) => ReactNode;
  /** Figures stand on the right. */
  right?: boolean;
  /** Keeps a short cell on one line. */
  nowrap?: boolean;
  /** Holds words that need room: a subject, a note, an address. */
  wide?: boolean;
}

interface DataTableProps<Row> {
  /** What the table holds, for people who do not see it. */
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** What to say when there is nothing. */
  empty: ReactNode;
  /**
   * On a phone each row stands as a list of names and values (`list`), or the table scrolls sideways beside
   * its first column (`grid`), for figures that are compared down a column.
   */
  phone?: 'list' | 'grid';
}

// One column of names, one of values. The name is the column's head, which is still there for those who hear
// the page.
const LISTED = {
  table: 'max-md:block',
  head: 'max-md:sr-only',
  body: 'max-md:block',
  row: 'max-md:block max-md:border-line max-md:border-b max-md:py-2.5',
  cell:
    'max-md:grid max-md:grid-cols-[7rem_minmax(0,1fr)] max-md:gap-3 max-md:border-b-0 max-md:px-0 ' +
    'max-md:py-1 max-md:before:text-faint max-md:before:content-[attr(data-name)/""] ' +
    'max-md:has-[>div:empty]:hidden',
  figure: 'max-md:text-left',
};
const STUCK = 'max-md:sticky max-md:left-0 max-md:z-20 max-md:bg-paper';

/**
 * The table of the back office: dense, its head stays in view, and the arrow keys move between the rows'
 * links (the first link or button of a row). It scrolls sideways by itself where it is wider than the page.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  empty,
  phone = 'list',
}: DataTableProps<Row>) {
  if (rows.length === 0)
    return <div className="rounded-md border border-line border-dashed px-4 py-5 text-soft">{empty}</div>;
  const listed = phone === 'list';
  // A box that is laid out otherwise is no table to a screen reader any more: the roles keep it one.
  const role = (name: string) => (listed ? name : undefined);
  return (
    <RowKeys label={caption}>
      <table
        role={role('table')}
        className={cn(
          'w-full border-separate border-spacing-0 text-sm',
          listed ? `md:min-w-(--table-min) ${LISTED.table}` : 'min-w-(--table-min)',
        )}
        // Rather a table that scrolls than columns of one syllable.
        style={{ '--table-min': `${columns.length * (listed ? 6.5 : 5)}rem` } as CSSProperties}
      >
        <caption className="sr-only">{caption}</caption>
        <Head listed={listed} columns={columns} />
        <tbody role={role('rowgroup')} className={listed ? LISTED.body : undefined}>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              role={role('row')}
              className={cn('align-baseline focus-within:bg-sunk hover:bg-sunk', listed && LISTED.row)}
            >
              {columns.map((column, place) => (
                <td
                  key={column.key}
                  role={role('cell')}
                  data-name={column.head}
                  className={cn(
                    'h-9 border-line border-b px-2 py-1.5 first:pl-0 last:pr-0 max-md:h-auto',
                    column.right && 'text-right',
                    column.nowrap && 'whitespace-nowrap',
                    listed && LISTED.cell,
                    listed && column.right && LISTED.figure,
                    !listed && place === 0 && STUCK,
                  )}
                >
                  <div className={column.wide ? 'wrap-anywhere md:min-w-44' : undefined}>
                    {column.cell(row)}
                  </div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </RowKeys>
  );
}

function Head<Row>({ listed, columns }: { listed: boolean; columns: Column<Row>[] }) {
  const role = (name: string) => (listed ? name : undefined);
  return (
    <thead role={role('rowgroup')} className={listed ? LISTED.head : undefined}>
      <tr role={role('row')}>
        {columns.map((column, place) => (
          <th
            key={column.key}
            role={role('columnheader')}
            scope="col"
            className={cn(
              'label sticky top-0 z-10 whitespace-nowrap border-line border-b bg-paper px-2 py-2 ' +
                'text-left first:pl-0 last:pr-0',
              column.right && 'text-right',
              !listed && place === 0 && STUCK,
            )}
          >
            {column.head}
          </th>
        ))}
      </tr>
    </thead>
  );
}
