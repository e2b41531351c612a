'use client';

import { type ComponentProps, lazy, Suspense } from 'react';

const Player = lazy(async () => ({ default: (await import('./player')).Player }));

/** The player, loaded where there is something to play: a page that is only text does not carry it. */
export function LazyPlayer(props: ComponentProps<typeof Player>) {
  return (
    <Suspense fallback={<div className={props.kind === 'video' ? 'aspect-video' : 'h-[54px]'} />}>
      <Player {...props} />
    </Suspense>
  );
}
