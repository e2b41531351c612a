/**
 * Calls `end` once when this script is asked to stop: Ctrl-C, a signal, or the death of the process that
 * started it. The channel to that process does not keep the script alive.
 */
export function onEnd(end: () => void): void {
  let asked = false;
  const once = () => {
    if (asked) return;
    asked = true;
    end();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
    process.on(signal as 'SIGINT', once);
  process.channel?.unref();
}
