import createNextIntlPlugin from 'next-intl/plugin';

/** @type {import('next').NextConfig} */
const config = {
  // Tests and the demo build into folders of their own, so that they can run beside `npm run dev`.
  distDir: process.env.FARTHING_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: { authInterrupts: true },
};

export default createNextIntlPlugin('./lib/i18n/request.ts')(config);
