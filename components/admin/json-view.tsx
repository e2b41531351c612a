/** A small object of facts, one a line; what is not an object as it is. */
export function JsonView({ value }: { value: unknown }) {
  if (value === null || value === undefined) return <span className="text-faint">–</span>;
  if (typeof value !== 'object' || Array.isArray(value))
    return <span className="wrap-anywhere font-mono text-xs">{JSON.stringify(value)}</span>;
  return (
    <dl className="md:min-w-32 font-mono text-xs">
      {Object.entries(value).map(([name, part]) => (
        <div key={name} className="wrap-anywhere">
          <dt className="inline text-faint">{name}: </dt>
          <dd className="inline">{typeof part === 'string' ? part : JSON.stringify(part)}</dd>
        </div>
      ))}
    </dl>
  );
}
