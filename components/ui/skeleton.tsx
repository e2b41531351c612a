import { cn } from './cn';

/** A quiet block where something will be. Put role="status" and a hidden word once around a group of them. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn('block animate-pulse rounded-sm bg-line/70', className)} />;
}
