'use client';

import { useRef, useState } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import type { Told } from '../auth/action-types';
import type { Lesson } from './lesson-order';

export interface CourseText {
  name: string;
  description: string;
}

export interface Shelf {
  /** In the course, in their order. */
  lessons: Lesson[];
  /** Own lessons that stand in no course. */
  free: Lesson[];
}

type Answer = ActionResult<Told>;

interface Options {
  courseId: string;
  text: CourseText;
  shelf: Shelf;
  action: (input: unknown) => Promise<Answer>;
  /** Said when the server cannot be reached. */
  unreachable: string;
}

/**
 * Saves a course in two ways that do not mix: its text when asked, each change of its lessons at once and in
 * the order of the changes. A refused change puts the lessons back to what is saved, and those that were made
 * on top of it are dropped.
 */
export function useCourse({ courseId, text, shelf, action, unreachable }: Options) {
  const [shown, setShown] = useState(shelf);
  const [order, setOrder] = useState<Answer | null>(null);
  const stored = useRef({ text, shelf });
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const changes = useRef({ made: 0, dropped: 0 });

  /** One after the other, as each says which lessons it began with. */
  function send(next: { text?: CourseText; shelf?: Shelf }, isDropped = () => false): Promise<Answer | null> {
    const turn = queue.current.then(async () => {
      if (isDropped()) return null;
      const wanted = { ...stored.current, ...next };
      const idsOf = ({ lessons }: Shelf) => lessons.map(({ id }) => id);
      const answer = await action({
        courseId,
        ...wanted.text,
        lessonIds: idsOf(wanted.shelf),
        seenLessonIds: idsOf(stored.current.shelf),
      }).catch((): Answer => ({ ok: false, code: 'internal', message: unreachable }));
      if (answer.ok) stored.current = wanted;
      return answer;
    });
    queue.current = turn;
    return turn;
  }

  async function keep(next: Shelf): Promise<void> {
    setShown(next);
    setOrder(null);
    const number = ++changes.current.made;
    const answer = await send({ shelf: next }, () => number <= changes.current.dropped);
    if (answer && !answer.ok) {
      changes.current.dropped = changes.current.made;
      setShown(stored.current.shelf);
    }
    if (answer && (!answer.ok || number === changes.current.made)) setOrder(answer);
  }

  return {
    shelf: shown,
    order,
    keep: (next: Shelf) => void keep(next),
    saveText: (next: CourseText) => send({ text: next }),
  };
}
