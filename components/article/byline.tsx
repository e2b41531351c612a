import type { ReactNode } from 'react';
import { Portrait } from '../cover/portrait';
import { SiteLink } from '../ui/site-link';

interface BylineProps {
  creator: { handle: string; name: string; hue: number; avatarMediaId: string | null };
  language: string;
  children: ReactNode;
}

/** Who wrote it, with the drawn portrait; below the name what else there is to say. */
export function Byline({ creator, language, children }: BylineProps) {
  return (
    <div className="flex items-center gap-3">
      <Portrait {...creator} className="size-11" />
      <div className="text-sm">
        <SiteLink
          href={`/creators/${creator.handle}`}
          rel="author"
          lang={language}
          className="font-[560] hover:text-copper"
        >
          {creator.name}
        </SiteLink>
        <div className="text-faint">{children}</div>
      </div>
    </div>
  );
}
