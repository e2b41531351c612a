import { Mark } from './mark';

/** Mark and name, as they stand in the header. On the narrowest screens the mark alone. */
export function WordMark() {
  return (
    <span lang="en" className="flex items-center gap-2.5">
      <Mark plain className="size-7 shrink-0" />
      <span className="display text-[23px] leading-none tracking-[-0.02em] max-[359px]:hidden">Farthing</span>
    </span>
  );
}
