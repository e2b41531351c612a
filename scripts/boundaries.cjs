// Who may import whom. Checked by `npm test`; the picture is in the README.
// What a component may share with the server: pure words, numbers and lists.
const SERVER =
  '^lib/(?!core/(money|read-amount|cut-text|time-zone-name|errors|theme|time-zone|media-addresses|i18n/locales)[.]ts$|core/i18n/messages/|(rooms|desks)/[a-z-]+/browser[.]ts$|generated/prisma/enums[.]ts$)';

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
      to: { path: '^(lib/(core/db|ground/payments)|node_modules/(stripe|pg|@prisma)/)' },
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
      from: { path: '^lib/ground/ledger/', pathNot: '\\.test\\.' },
      to: {
        path: '^(lib|app|components)/',
        pathNot: '^lib/(ground/ledger|core|generated)/',
      },
    },
    {
      name: 'only-the-ledger-and-its-callers',
      comment: 'The basics know no feature.',
      severity: 'error',
      from: { path: '^lib/core/', pathNot: '\\.test\\.' },
      to: { path: '^lib/(ground|rooms|desks|entry)/' },
    },
    {
      name: 'one-stripe-door',
      severity: 'error',
      from: { path: '^(lib|app|components)/', pathNot: '^lib/(ground/payments/stripe|entry/stripe-events)/' },
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
