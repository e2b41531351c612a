// Prisma's CLI wants a native engine that it downloads; generating the client does not use it, so any file
// will do.
if (process.argv.some((word) => word === 'generate' || word === 'format' || word === 'validate'))
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default {
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
};
