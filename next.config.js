import createNextIntlPlugin from 'next-intl/plugin';
import { copyKoreanFonts } from './scripts/copy-korean-fonts.mjs';
import { makeFonts } from './scripts/make-fonts.mjs';

copyKoreanFonts();
await makeFonts();

// Tests and the demo build into folders of their own, so that they can run beside `npm run dev`. Next adds the folder's
// types to tsconfig.json: theirs is a copy in .data/, and what they build was checked by `npm run check`.
const ownDist = process.env.FARTHING_DIST_DIR;

/** @type {import('next').NextConfig} */
const config = {
  distDir: ownDist ?? '.next',
  typescript: ownDist ? { tsconfigPath: '.data/tsconfig.build.json', ignoreBuildErrors: true } : {},
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: {
    authInterrupts: true,
    globalNotFound: true,
    // Our pages are made per request, so what the client router keeps to predict them would be weight for nothing.
    optimisticRouting: false,
    prefetchInlining: false,
    varyParams: false,
  },
  turbopack: {
    resolveAlias: { 'next/dist/compiled/process': { browser: './scripts/no-process.cjs' } },
    rules: {
      '**/next/dist/**/*.js': {
        condition: {
          all: ['browser', 'production', { path: /next[\\/]dist[\\/](client|shared|lib|server|api)[\\/]/ }],
        },
        loaders: ['./scripts/load-next-esm.cjs'],
        as: '*.js',
      },
    },
  },
  headers: () => [
    {
      // Named by package version in the link, so a newer font has another address.
      source: '/fonts/korean/:path*',
      headers: [{ key: 'cache-control', value: 'public, max-age=31536000, immutable' }],
    },
  ],
};

export default createNextIntlPlugin('./lib/entry/i18n/index.ts')(config);
