import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

interface SchemaEngine {
  diff(params: object): Promise<{ stdout?: string | null }>;
}

interface SchemaFile {
  path: string;
  content: string;
}

const FILTERS = { externalTables: [], externalEnums: [] };

/** Prisma's schema engine as WebAssembly, since its native twin has to be downloaded. */
async function startEngine(databaseUrl: string, schema: SchemaFile[]): Promise<SchemaEngine> {
  const require = createRequire(import.meta.url);
  const dir = dirname(require.resolve('@prisma/schema-engine-wasm'));
  const glue = await import(join(dir, 'schema_engine_bg.js'));
  const wasm = readFileSync(join(dir, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: databaseUrl }));
  return glue.SchemaEngine.new(
    { datamodels: schema.map(({ path, content }) => [path, content]) },
    () => {},
    factory,
  );
}

/**
 * The SQL that would build the schema from nothing, as Prisma Migrate writes it: what a migrated database is
 * compared with. Wants an empty database to talk to, which it leaves empty.
 */
export async function writeSchemaSql(databaseUrl: string, folder = 'prisma/schema'): Promise<string> {
  const schema = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    return { path, content: readFileSync(path, 'utf8') };
  });
  const engine = await startEngine(databaseUrl, schema);
  const result = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: schema },
    script: true,
    shadowDatabaseUrl: null,
    exitCode: null,
    filters: FILTERS,
  });
  if (!result.stdout) throw new Error('Prisma wrote no SQL for the schema.');
  return result.stdout;
}
