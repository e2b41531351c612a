import type { z } from 'zod';
import { type ApiError, invalidParameter } from './errors.ts';
import type { FormObject } from './parse-form.ts';

/** Checks the parameters of a call; throws Stripe's error for the first that is wrong. */
export function readParams<T extends z.ZodType>(schema: T, form: FormObject): z.output<T> {
  const result = schema.safeParse(form);
  if (result.success) return result.data;
  throw toApiError(firstOf(result.error.issues), form);
}

type Issue = z.core.$ZodIssue;

/** Of several faults Stripe names an unknown parameter first; of a union, the member that came furthest. */
function firstOf(issues: Issue[], path: PropertyKey[] = []): Issue {
  const placed = issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }) as Issue);
  const issue = placed.find((one) => one.code === 'unrecognized_keys') ?? placed[0];
  if (!issue) throw new Error('A failed check names at least one issue.');
  if (issue.code !== 'invalid_union') return issue;
  const branches = issue.errors
    .filter((branch) => branch.length > 0)
    .map((branch) => firstOf(branch, issue.path));
  const specific = branches.filter(
    (branch) => branch.code !== 'invalid_value' && branch.code !== 'invalid_type',
  );
  return specific[0] ?? branches.at(-1) ?? issue;
}

function toApiError(issue: Issue, form: FormObject): ApiError {
  const param = nameOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => nameOf([...issue.path, key]));
    const message = `Received unknown parameter${names.length > 1 ? 's' : ''}: ${names.join(', ')}`;
    return invalidParameter(message, { code: 'parameter_unknown', param: names[0] });
  }
  const value = valueAt(form, issue.path);
  if (value === undefined) {
    return invalidParameter(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  if (issue.code === 'custom') {
    const code = typeof issue.params?.code === 'string' ? issue.params.code : undefined;
    return invalidParameter(code === 'parameter_invalid_empty' ? emptySentence(param) : issue.message, {
      code,
      param,
    });
  }
  const expected = typeof value === 'string' ? 'object' : 'string';
  return invalidParameter(`Invalid ${expected}: ${JSON.stringify(value).slice(0, 100)}`, { param });
}

function emptySentence(param: string): string {
  return (
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a ` +
    'parameter; ' +
    `however '${param}' cannot be unset. You should remove '${param}' from your request or supply a ` +
    'non-empty value.'
  );
}

function nameOf(path: PropertyKey[]): string {
  return path.map((key, depth) => (depth === 0 ? String(key) : `[${String(key)}]`)).join('');
}

function valueAt(form: FormObject, path: PropertyKey[]): unknown {
  let value: unknown = form;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    const entries: Record<string, unknown> = { ...value };
    value = entries[String(key)];
  }
  return value;
}
