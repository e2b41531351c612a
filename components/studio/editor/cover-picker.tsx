'use client';

import { COVER_MOTIFS, SEED_MAX } from '@/lib/desks/studio/browser';
import { CoverDrawing } from '../../cover/cover-drawing';
import { Button } from '../../ui/button';
import type { StudioWords } from '../words';

interface CoverPickerProps {
  motif: string;
  seed: number;
  topic: string;
  language: string;
  onChange: (patch: { coverMotif?: string; coverSeed?: number }) => void;
  words: StudioWords['cover'];
}

/** One of the house's motifs, drawn again by each number. */
export function CoverPicker({ motif, seed, topic, language, onChange, words }: CoverPickerProps) {
  return (
    <div className="flex flex-col gap-4">
      <CoverDrawing
        motif={motif}
        seed={seed}
        topic={topic}
        language={language}
        className="aspect-[2/1] w-full rounded-sm"
      />
      <fieldset className="grid grid-cols-5 gap-2">
        <legend className="sr-only">{words.motif}</legend>
        {COVER_MOTIFS.map((name) => (
          <label
            key={name}
            className={
              'cursor-pointer rounded-sm p-0.5 outline-offset-1 has-checked:outline-2 ' +
              'has-checked:outline-copper has-focus-visible:outline-2 ' +
              'has-focus-visible:outline-ink'
            }
          >
            <input
              type="radio"
              name="coverMotif"
              value={name}
              checked={name === motif}
              onChange={() => onChange({ coverMotif: name })}
              className="sr-only"
            />
            <span className="sr-only">{words.motifs[name]}</span>
            <CoverDrawing
              motif={name}
              seed={seed}
              topic={topic}
              language={language}
              className="aspect-[3/2] w-full rounded-sm"
            />
          </label>
        ))}
      </fieldset>
      <Button
        size="sm"
        className="self-start"
        onClick={() => onChange({ coverSeed: Math.floor(Math.random() * (SEED_MAX + 1)) })}
      >
        {words.another}
      </Button>
    </div>
  );
}
