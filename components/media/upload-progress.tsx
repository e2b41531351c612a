import type { Messages } from '@/lib/core/i18n/load-messages';
import { Button } from '../ui/button';
import { fillIn } from './format';

interface UploadProgressProps {
  name: string;
  percent: number;
  words: Messages['media']['field'];
  onCancel: () => void;
}

/** How much of a file has been sent, and a way to stop it. Reads out every quarter, not every percent. */
export function UploadProgress({ name, percent, words, onCancel }: UploadProgressProps) {
  const sent = percent >= 100;
  const label = sent ? words.checking : fillIn(words.uploading, { name });
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between gap-4 text-sm">
        <span className="min-w-0 truncate">{label}</span>
        <span className="figures text-soft">{fillIn(words.percent, { percent })}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-1 overflow-hidden rounded-full bg-line"
      >
        <div
          className="h-full bg-copper transition-[width] duration-200 motion-reduce:transition-none"
          style={{ width: `${percent}%` }}
        />
      </div>
      <span role="status" className="sr-only">
        {sent ? words.checking : fillIn(words.percent, { percent: Math.floor(percent / 25) * 25 })}
      </span>
      <Button size="sm" className="self-start" onClick={onCancel}>
        {words.cancel}
      </Button>
    </div>
  );
}
