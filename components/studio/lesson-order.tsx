'use client';

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button';
import { Select } from '../ui/select';
import { fill, type StudioWords } from './words';

export interface Lesson {
  id: string;
  title: string;
  /** In words. */
  status: string;
}

interface LessonOrderProps {
  lessons: Lesson[];
  /** Own lessons that stand in no course. */
  free: Lesson[];
  /** Own lessons exist, in this course or another. */
  hasLessons: boolean;
  onChange: (lessons: Lesson[], free: Lesson[]) => void;
  /** That the last change is kept, once it is; empty when it was refused. */
  saved: string | null;
  words: StudioWords['courses'];
}

/** Lessons in order. Buttons move them, and Alt with the arrow keys does the same from anywhere in a row. */
export function LessonOrder({ lessons, free, hasLessons, onChange, saved, words }: LessonOrderProps) {
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  // A row that moves takes the focus along; React would leave it where the row was.
  const follow = useRef<{ id: string; name: string } | null>(null);
  useEffect(() => {
    const wanted = follow.current;
    follow.current = null;
    if (!wanted) return;
    const row = list.current?.querySelector(`[data-id="${wanted.id}"]`);
    const button = row?.querySelector<HTMLButtonElement>(`[data-move="${wanted.name}"]:not(:disabled)`);
    (button ?? (row?.querySelector('button:not(:disabled)') as HTMLButtonElement | null))?.focus();
  });

  function move(index: number, step: -1 | 1) {
    const lesson = lessons[index];
    const to = index + step;
    if (!lesson || to < 0 || to >= lessons.length) return;
    const next = lessons.filter((_, at) => at !== index);
    next.splice(to, 0, lesson);
    follow.current = { id: lesson.id, name: step < 0 ? 'up' : 'down' };
    setSaid(fill(words.moved, { title: lesson.title, number: to + 1, count: lessons.length }));
    onChange(next, free);
  }

  function add(lesson: Lesson) {
    setSaid(fill(words.added, { title: lesson.title }));
    onChange(
      [...lessons, lesson],
      free.filter(({ id }) => id !== lesson.id),
    );
  }

  function remove(lesson: Lesson) {
    setSaid(fill(words.removed, { title: lesson.title }));
    onChange(
      lessons.filter(({ id }) => id !== lesson.id),
      [lesson, ...free],
    );
  }

  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1 font-[560] text-sm">{words.order}</legend>
      <p className="text-faint text-sm">{words.orderHint}</p>
      {lessons.length === 0 ? <p className="text-faint text-sm">{words.noLessons}</p> : null}
      <ol ref={list} className="divide-y divide-line border-line border-y empty:hidden">
        {lessons.map((lesson, index) => (
          <LessonRow
            key={lesson.id}
            lesson={lesson}
            index={index}
            isLast={index === lessons.length - 1}
            onMove={(step) => move(index, step)}
            onRemove={() => remove(lesson)}
            words={words}
          />
        ))}
      </ol>
      {free.length > 0 ? <AddLesson free={free} onAdd={add} words={words} /> : null}
      {free.length === 0 && hasLessons ? <p className="text-faint text-sm">{words.noFree}</p> : null}
      <p role="status" className="min-h-5 text-soft text-sm">
        {said && saved !== '' ? `${said} ${saved ?? ''}` : null}
      </p>
    </fieldset>
  );
}

interface AddLessonProps {
  free: Lesson[];
  onAdd: (lesson: Lesson) => void;
  words: StudioWords['courses'];
}

/** Chooses one of the lessons that stand in no course. */
function AddLesson({ free, onAdd, words }: AddLessonProps) {
  const [chosen, setChosen] = useState('');
  function add() {
    const lesson = free.find(({ id }) => id === (chosen || free[0]?.id));
    if (!lesson) return;
    setChosen('');
    onAdd(lesson);
  }
  return (
    <div className="flex flex-wrap gap-3">
      <Select
        aria-label={words.choose}
        value={chosen || free[0]?.id}
        onChange={(event) => setChosen(event.target.value)}
        className="min-w-0 flex-1"
      >
        {free.map((lesson) => (
          <option key={lesson.id} value={lesson.id}>
            {lesson.title || words.untitled}
          </option>
        ))}
      </Select>
      <Button onClick={add}>{words.add}</Button>
    </div>
  );
}

interface LessonRowProps {
  lesson: Lesson;
  index: number;
  isLast: boolean;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
  words: StudioWords['courses'];
}

/** One lesson. Alt with the arrow keys moves it, as its buttons do. */
function LessonRow({ lesson, index, isLast, onMove, onRemove, words }: LessonRowProps) {
  function onKeyDown(event: KeyboardEvent) {
    const step =
      event.altKey && ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key as 'ArrowUp' | 'ArrowDown'];
    if (!step) return;
    event.preventDefault();
    onMove(step);
  }
  return (
    <li data-id={lesson.id} onKeyDown={onKeyDown} className="flex items-center gap-3 py-2">
      <span className="figures w-6 text-faint text-sm">{index + 1}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">{lesson.title || words.untitled}</span>
        <span className="text-faint text-sm">{lesson.status}</span>
      </span>
      <Button
        size="sm"
        variant="quiet"
        data-move="up"
        disabled={index === 0}
        aria-label={fill(words.up, { title: lesson.title })}
        onClick={() => onMove(-1)}
      >
        ↑
      </Button>
      <Button
        size="sm"
        variant="quiet"
        data-move="down"
        disabled={isLast}
        aria-label={fill(words.down, { title: lesson.title })}
        onClick={() => onMove(1)}
      >
        ↓
      </Button>
      <Button
        size="sm"
        variant="quiet"
        aria-label={fill(words.remove, { title: lesson.title })}
        onClick={onRemove}
      >
        ×
      </Button>
    </li>
  );
}
