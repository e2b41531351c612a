import type { ReactNode } from 'react';

interface SettingsSectionProps {
  id: string;
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** A heading on the left, what belongs to it on the right; below one another on a phone. */
export function SettingsSection({ id, title, lead, children }: SettingsSectionProps) {
  return (
    <section
      aria-labelledby={`${id}-title`}
      className="grid gap-5 border-line border-t py-8 md:grid-cols-[15rem_1fr] md:gap-10"
    >
      <div>
        <h2 id={`${id}-title`} className="font-[600] text-lg">
          {title}
        </h2>
        {lead ? <p className="mt-1 text-soft text-sm">{lead}</p> : null}
      </div>
      <div className="min-w-0 max-w-form">{children}</div>
    </section>
  );
}
