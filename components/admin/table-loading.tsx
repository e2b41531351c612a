import { Skeleton } from '../ui/skeleton';

const ROWS = ['w-3/4', 'w-2/3', 'w-5/6', 'w-1/2', 'w-3/4', 'w-2/3'];

/** Stands where a table will be. */
export function TableLoading({ label }: { label: string }) {
  return (
    <div role="status" className="flex flex-col gap-4 border-line border-y py-4">
      <span className="sr-only">{label}</span>
      {ROWS.map((width, index) => (
        <Skeleton key={`${width}-${String(index)}`} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}
