'use client';

import { useRef, useState } from 'react';

interface PlayerProps {
  kind: 'sound' | 'video';
  mediaId: string;
  url: string;
  /** How long the address holds, in milliseconds from when the page was made. */
  leftMs: number;
  label: string;
  words: { failed: string; retry: string };
}

/** Renewed this long before the end, so that no request is on its way when it comes. */
const MARGIN_MS = 20_000;

/**
 * The browser's own player, with its keyboard and captions, on an address that holds for minutes: it is
 * renewed when it has run out and more of the file is needed, and the place in it is kept.
 */
export function Player({ kind, mediaId, url, leftMs, label, words }: PlayerProps) {
  const media = useRef<HTMLMediaElement>(null);
  const [first] = useState(url);
  const endsAt = useRef<number>(null);
  const renewing = useRef(false);
  const [failed, setFailed] = useState(false);

  // A page drawn again brings a new address; what plays keeps its own.
  const timeLeft = () => {
    endsAt.current ??= performance.now() + leftMs;
    return endsAt.current - performance.now();
  };

  async function renew(play: boolean) {
    const element = media.current;
    if (!element || renewing.current) return;
    renewing.current = true;
    const at = element.currentTime;
    const link = await fetchLink(mediaId);
    renewing.current = false;
    if (!link) return setFailed(true);
    endsAt.current = performance.now() + link.leftMs;
    setFailed(false);
    element.addEventListener(
      'loadedmetadata',
      () => {
        element.currentTime = at;
        if (play) element.play().catch(() => setFailed(true));
      },
      { once: true },
    );
    element.src = link.url;
  }

  const shared = {
    src: first,
    controls: true,
    preload: 'metadata' as const,
    'aria-label': label,
    onLoadStart: timeLeft,
    onPlay: () => {
      if (timeLeft() < MARGIN_MS && !isWhole(media.current)) void renew(true);
    },
    onSeeking: () => {
      if (timeLeft() < MARGIN_MS && !isWhole(media.current)) void renew(!media.current?.paused);
    },
    onError: () => {
      // An address that ran out is renewed once; a fresh one that fails is a fault to be shown.
      if (timeLeft() < MARGIN_MS) void renew(media.current?.paused === false);
      else setFailed(true);
    },
  };
  return (
    <>
      {kind === 'video' ? (
        <video
          {...shared}
          ref={media as React.RefObject<HTMLVideoElement | null>}
          playsInline
          className="aspect-video w-full rounded-sm bg-sunk"
        />
      ) : (
        <audio {...shared} ref={media as React.RefObject<HTMLAudioElement | null>} className="w-full" />
      )}
      {failed ? <Failed words={words} onRetry={() => void renew(true)} /> : null}
    </>
  );
}

/** All of it has arrived: nothing more will be asked for. */
function isWhole(element: HTMLMediaElement | null): boolean {
  const { buffered, duration } = element ?? {};
  return buffered?.length === 1 && buffered.start(0) === 0 && buffered.end(0) >= (duration ?? 0) - 0.1;
}

async function fetchLink(mediaId: string): Promise<{ url: string; leftMs: number } | null> {
  try {
    const response = await fetch(`/api/media/${mediaId}/link`);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function Failed({ words, onRetry }: { words: PlayerProps['words']; onRetry: () => void }) {
  return (
    <p role="alert" className="flex gap-4 text-red text-sm">
      {words.failed}
      <button type="button" className="link" onClick={onRetry}>
        {words.retry}
      </button>
    </p>
  );
}
