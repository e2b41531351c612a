export interface Changed {
  name: string;
  /** Undefined: the row does not say. */
  was: unknown;
  is: unknown;
}

/** An audit row's facts, changed ones first. What stayed the same stands once; amounts show the currency. */
export function listChanges(before: unknown, after: unknown): { facts: Changed[]; currency: string | null } {
  const [was, is] = [factsOf(before), factsOf(after)];
  const currency = [is.currency, was.currency].find((value) => typeof value === 'string') ?? null;
  const facts = [...new Set([...Object.keys(is), ...Object.keys(was)])]
    .filter((name) => name !== 'currency')
    .map((name) => ({ name, was: was[name], is: is[name] }))
    .map((fact) => (same(fact.was, fact.is) ? { ...fact, was: undefined } : fact));
  const told = ({ was: old, is: now }: Changed) => old !== undefined && now !== undefined;
  return { facts: [...facts.filter(told), ...facts.filter((fact) => !told(fact))], currency };
}

function factsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  return typeof value === 'object' && !Array.isArray(value) ? { ...value } : { value };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
