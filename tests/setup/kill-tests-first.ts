import { BaseSequencer, type TestSpecification } from 'vitest/node';

const waits = ({ moduleId }: TestSpecification) => Number(moduleId.endsWith('/kill.test.ts'));

/** The tests that kill processes wait more than they work: first, so that the others fill that time. */
export class KillTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => waits(b) - waits(a));
  }
}
