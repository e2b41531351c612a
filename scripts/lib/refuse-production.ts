type Shell = Record<string, string | undefined>;

/**
 * Throws when the environment is a real platform's. What adds people with known passwords, or empties a
 * database, asks this first: a `.env` for production in the folder, or a tunnel to its database, must not be
 * one wrong command away from harm.
 */
export function refuseProduction(what: string, shell: Shell = process.env): void {
  const production = shell.APP_ENV === 'production' && 'APP_ENV is production';
  const live = /^(sk|rk)_live_/.test(shell.STRIPE_SECRET_KEY ?? '') && 'STRIPE_SECRET_KEY is a live key';
  const reason = production || live;
  if (reason) throw new Error(`${what} is not for a real platform, and here ${reason}. Nothing was changed.`);
}
