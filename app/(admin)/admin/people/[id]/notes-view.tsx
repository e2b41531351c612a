import { getFormatter, getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { Badge } from '@/components/ui/badge';
import { listNotes } from '@/lib/desks/backoffice';
import { getProofProps } from '../../../../proof-props';
import { getAdminFieldTexts } from '../../admin-texts';
import { writeNoteAction } from '../actions';
import type { PersonViewProps } from './money-view';

/** What admins wrote down about them. */
export async function NotesView({ person, viewer }: PersonViewProps) {
  const [t, auth, format, notes, proof, fields] = await Promise.all([
    getTranslations('admin.person'),
    getTranslations('auth'),
    getFormatter(),
    listNotes(person.userId),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <ActForm
        action={writeNoteAction}
        values={{ userId: String(person.userId) }}
        label={t('writeNote')}
        waitLabel={auth('wait')}
        note={{ name: 'note', label: t('note'), hint: t('noteHint') }}
        proof={proof}
        fields={fields}
      />
      {notes.length === 0 ? <p className="border-line border-y py-6 text-soft">{t('noNotes')}</p> : null}
      <ol>
        {notes.map((note) => (
          <li key={note.id} className="border-line border-t py-3">
            <p className="mb-1 flex flex-wrap gap-2 text-faint text-xs">
              <Badge>{note.author.email}</Badge>
              <time dateTime={note.createdAt.toISOString()}>
                {format.dateTime(note.createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
              </time>
            </p>
            <p className="whitespace-pre-wrap break-words">{note.body}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
