import { Skeleton } from '../ui/skeleton';
import { VisuallyHidden } from '../ui/visually-hidden';

/** The dashboard's own shape, so that nothing jumps when the figures come. */
export function DashboardLoading({ label }: { label: string }) {
  return (
    <div role="status" className="flex flex-col gap-4">
      <VisuallyHidden>{label}</VisuallyHidden>
      <Skeleton className="h-64 w-full lg:h-36" />
      <Skeleton className="h-11 w-full" />
      <Skeleton className="h-16 w-64" />
      <Skeleton className="h-44 w-full sm:h-72" />
    </div>
  );
}
