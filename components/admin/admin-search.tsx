'use client';

import { useEffect, useRef } from 'react';

interface AdminSearchProps {
  label: string;
  placeholder: string;
}

/** Finds people, and whom an id belongs to, from every page of the back office. Ctrl+K or ⌘K goes to it. */
export function AdminSearch({ label, placeholder }: AdminSearchProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <search className="block">
      <form action="/admin/people">
        <input
          ref={field}
          type="search"
          name="q"
          required
          maxLength={254}
          autoComplete="off"
          aria-label={label}
          aria-keyshortcuts="Control+K Meta+K"
          title={`${label} (Ctrl K)`}
          placeholder={placeholder}
          className={
            'h-9 w-full rounded-md border border-line bg-transparent px-3 text-sm ' +
            'hover:border-edge focus:border-edge'
          }
        />
      </form>
    </search>
  );
}
