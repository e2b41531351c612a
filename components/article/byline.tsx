import Link from 'next/link';
import type { ReactNode } from 'react';
import { Portrait } from '../cover/portrait';

interface BylineProps {
  creator: { handle: string; name: string; hue: number };
  language: string;
  children: ReactNode;
}

/** Who wrote it, with the drawn portrait; below the name what else there is to say. */
export function Byline({ creator, language, children }: BylineProps) {
  return (
    <div className="flex items-center gap-3">
      <Portrait {...creator} className="size-11" />
      <div className="text-sm">
        <Link
          href={`/creators/${creator.handle}`}
          prefetch={false}
          rel="author"
          lang={language}
          className="font-[560] hover:text-copper"
        >
          {creator.name}
        </Link>
        <div className="text-faint">{children}</div>
      </div>
    </div>
  );
}
