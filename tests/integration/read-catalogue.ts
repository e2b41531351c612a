import type pg from 'pg';

/** What a database is made of beside its functions, views and triggers. */
export const CATALOGUE = {
  columns: `
    SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
      a.attnotnull AS required,
           a.attgenerated::text AS generated, CASE
             WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS default
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND c.relname <> '_prisma_migrations' ORDER BY 1, 2`,
  indexes: `
    SELECT indexname, replace(indexdef, 'public.', '') AS definition FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`,
  enums: `
    SELECT t.typname, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
    FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typnamespace = 'public'::regnamespace
      GROUP BY 1 ORDER BY 1`,
  keys: `
    SELECT conrelid::regclass::text AS table, conname, pg_get_constraintdef(oid) AS definition
      FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f')
      AND conrelid <> '_prisma_migrations'::regclass ORDER BY 1, 2`,
  checks: `
    SELECT conrelid::regclass::text AS table, conname, pg_get_constraintdef(oid) AS definition
      FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'u', 'x') ORDER BY 1, 2`,
};

export async function readCatalogue(client: pg.Client, part: keyof typeof CATALOGUE): Promise<unknown[]> {
  return (await client.query(CATALOGUE[part])).rows;
}
