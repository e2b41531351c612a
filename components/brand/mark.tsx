import { Wren } from './wren';

interface MarkProps {
  className?: string;
  /** For sizes under 40 px: fewer, thicker lines. */
  plain?: boolean;
}

/** The mark: a wren in a copper coin. An ornament: the name stands beside it or labels its link. */
export function Mark({ className, plain }: MarkProps) {
  return (
    <svg viewBox="0 0 64 64" className={className} aria-hidden="true">
      <circle cx="32" cy="32" r="32" fill="var(--copper)" />
      {plain ? null : (
        <circle cx="32" cy="32" r="28.8" fill="none" stroke="var(--on-copper)" strokeOpacity="0.5" />
      )}
      <g
        transform={
          plain
            ? 'translate(32.4 32) scale(.98) translate(-32 -33.6)'
            : 'translate(32.4 32.2) scale(.86) translate(-32 -33.6)'
        }
      >
        <Wren fill="var(--on-copper)" cut="var(--copper)" plain={plain} />
      </g>
    </svg>
  );
}
