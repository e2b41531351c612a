const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '));

/** Stripe's minor units of any currency as micros, because unknown currencies must be shown too. */
export function minorToMicros(minor: number, currency: string): bigint {
  const micros = ZERO_DECIMAL.has(currency) ? 1_000_000n : THREE_DECIMAL.has(currency) ? 1_000n : 10_000n;
  return BigInt(minor) * micros;
}
