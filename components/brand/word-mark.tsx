import { Mark } from './mark';

/** Mark and name, as they stand in the header. */
export function WordMark() {
  return (
    <span lang="en" className="flex items-center gap-2.5">
      <Mark plain className="size-7 shrink-0" />
      <span className="display text-[23px] leading-none tracking-[-0.02em]">Farthing</span>
    </span>
  );
}
