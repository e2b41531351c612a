// Who may import whom. Checked by `npm test`; the picture is in the README.
// What a component may share with the server: pure words, numbers and lists.
const SERVER =
  '^lib/(?!(money|read-amount|cut-text|time-zone-name|errors|theme|time-zone)\\.ts$|i18n/(locales\\.ts$|messages/)|admin-ledger/filters\\.ts$|items/topics\\.ts$|media/addresses\\.ts$|studio/(draft-limits|count-words)\\.ts$|auth/password-rules\\.ts$|generated/prisma/enums\\.ts$)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-app',
      comment:
        'app is routing and rendering: the last in the line. Actions are called from the components of their page.',
      severity: 'error',
      from: { pathNot: '^(app|tests)/' },
      to: { path: '^app/', pathNot: '(^|/)actions\\.tsx?$' },
    },
    {
      name: 'app-has-no-database-or-stripe',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(lib/(db|stripe/(?!events))|node_modules/(stripe|pg|@prisma)/)' },
    },
    {
      name: 'components-have-no-server-code',
      severity: 'error',
      from: { path: '^components/', pathNot: '\\.test\\.' },
      to: { path: SERVER, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'ledger-knows-only-the-basics',
      severity: 'error',
      from: { path: '^lib/ledger/', pathNot: '\\.test\\.' },
      to: {
        path: '^(lib|app|components)/',
        pathNot: '^lib/(ledger|generated)/|^lib/(db|money|env|errors|log)\\.ts$',
      },
    },
    {
      name: 'only-the-ledger-and-its-callers',
      comment: 'The basics know no feature.',
      severity: 'error',
      from: { path: '^lib/(db|money|env|errors|log|rate-limit)\\.ts$' },
      to: { path: '^lib/[^/]+/', pathNot: '^lib/generated/' },
    },
    {
      name: 'one-stripe-door',
      severity: 'error',
      from: { path: '^(lib|app|components)/', pathNot: '^lib/stripe/' },
      to: { path: 'node_modules/stripe/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sandbox-stands-alone',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(app|lib|components|prisma|scripts|tests)/' },
    },
    {
      name: 'product-imports-no-scaffolding',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: '\\.test\\.' },
      to: { path: '^(sandbox|tests|scripts|prisma)/' },
    },
    {
      name: 'no-dev-dependency-in-the-product',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: '\\.test\\.' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|\\.data|lib/generated/prisma/internal)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
