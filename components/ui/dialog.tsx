'use client';

import { type ReactNode, useEffect, useRef } from 'react';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** The words of the close button. */
  closeLabel: string;
  children: ReactNode;
}

/** A modal on the browser's own <dialog>: it keeps the focus, Escape closes it, the page is inert. */
export function Dialog({ open, onClose, title, closeLabel, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (open && !dialog?.open) dialog?.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      onClose={onClose}
      aria-labelledby="dialog-title"
      className="m-auto w-[min(32rem,calc(100vw-32px))] rounded-md border border-line bg-raised p-0 text-ink"
    >
      <div className="flex items-start justify-between gap-4 px-6 pt-6">
        <h2 id="dialog-title" className="display text-xl">
          {title}
        </h2>
        <button
          type="button"
          onClick={onClose}
          aria-label={closeLabel}
          className="-m-2 grid size-9 place-items-center rounded-full text-soft hover:bg-sunk"
        >
          <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4 stroke-[1.5] stroke-current">
            <path d="M3 3l10 10M13 3L3 13" />
          </svg>
        </button>
      </div>
      <div className="p-6">{children}</div>
    </dialog>
  );
}
