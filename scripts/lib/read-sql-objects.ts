import type pg from 'pg';

export interface SqlDefinition {
  /** `function spend`, `view admin_waiting`, `trigger unlocks.unlocks_checked`. */
  key: string;
  /** As PostgreSQL writes it. */
  definition: string;
  /** Of a function: what CREATE OR REPLACE cannot change. Null for the rest. */
  signature: string | null;
  /** For DROP. */
  name: string;
}

// What an extension brought is the extension's.
const OURS = `NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e')`;

const OBJECTS = `
  SELECT 'function ' || o.proname AS key, pg_get_functiondef(o.oid) AS definition, o.oid::regprocedure::text
    AS name,
    pg_get_function_arguments(o.oid) || ' -> ' || pg_get_function_result(o.oid) AS signature
  FROM pg_proc o WHERE o.pronamespace = 'public'::regnamespace AND ${OURS}
  UNION ALL
  SELECT 'view ' || o.relname, pg_get_viewdef(o.oid), o.relname, NULL
  FROM pg_class o WHERE o.relnamespace = 'public'::regnamespace AND o.relkind = 'v' AND ${OURS}
  UNION ALL
  SELECT 'trigger ' || c.relname || '.' || o.tgname, pg_get_triggerdef(o.oid) || ' enabled ' ||
    o.tgenabled::text,
    o.tgname || ' ON ' || c.relname, NULL
  FROM pg_trigger o JOIN pg_class c ON c.oid = o.tgrelid
  WHERE c.relnamespace = 'public'::regnamespace AND NOT o.tgisinternal
  ORDER BY 1`;

/** The functions, views and triggers of a database, as it has them. */
export async function readSqlObjects(client: pg.Client): Promise<Map<string, SqlDefinition>> {
  const { rows } = await client.query<SqlDefinition>(OBJECTS);
  const objects = new Map(rows.map((row) => [row.key, row]));
  if (objects.size !== rows.length) throw new Error('Two functions share a name: give one another name.');
  return objects;
}
