import { loadEnv } from './lib/load-env.ts';

// `NEW_TAX_DATA_KEY=… npm run rotate-tax-key`, with web and worker stopped: seals every tax id with the new
// key instead of the present one (TAX_DATA_KEY, or without it the one made from NEXTAUTH_SECRET). The key
// comes in the environment, as what stands in a command line can be read by everyone on the machine.
loadEnv();
const { taxKeyOf, presentTaxKey } = await import('../lib/rooms/payouts/index.ts');
const { rotateTaxKey } = await import('../lib/rooms/payouts/index.ts');
const { disconnect } = await import('../lib/core/db.ts');
const wanted = process.env.NEW_TAX_DATA_KEY ?? '';
if (!/^[A-Za-z0-9+/]{43}=$/.test(wanted)) {
  console.error('Set NEW_TAX_DATA_KEY to 32 bytes in base64. Make one: openssl rand -base64 32');
  process.exit(1);
}
try {
  const { sealed, kept } = await rotateTaxKey(presentTaxKey(), taxKeyOf(Buffer.from(wanted, 'base64')));
  console.log(`${sealed} tax ids are sealed with the new key${kept > 0 ? `, ${kept} were already` : ''}.`);
  console.log('Now set TAX_DATA_KEY to it, and start web and worker.');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await disconnect();
}
