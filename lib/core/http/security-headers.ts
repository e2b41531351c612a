// Where browsers tell us what a page's policy stopped.
const CSP_REPORTS_PATH = '/api/csp-reports';
const CSP_REPORTS_GROUP = 'csp';

interface Policy {
  nonce: string;
  /** `next dev` evaluates code. */
  development: boolean;
  /** Where forms may lead besides this site: hosted checkout pages. */
  checkoutOrigins: string[];
}

/** The Content-Security-Policy of a page: our own files, and scripts that carry this response's nonce. */
export function buildContentSecurityPolicy({ nonce, development, checkoutOrigins }: Policy): string {
  const directives: Record<string, string[]> = {
    'default-src': ["'self'"],
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(development ? ["'unsafe-eval'"] : []),
    ],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'form-action': ["'self'", ...checkoutOrigins],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'object-src': ["'none'"],
    // The first for browsers that do not know the second yet.
    'report-uri': [CSP_REPORTS_PATH],
    'report-to': [CSP_REPORTS_GROUP],
  };
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ');
}

/** Headers that every answer carries. */
export function buildSecurityHeaders(options: {
  https: boolean;
  /** Every subdomain of the site speaks https, too. */
  subdomains?: boolean;
}): Record<string, string> {
  const hsts = `max-age=31536000${options.subdomains ? '; includeSubDomains' : ''}`;
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'cross-origin-opener-policy': 'same-origin',
    'reporting-endpoints': `${CSP_REPORTS_GROUP}="${CSP_REPORTS_PATH}"`,
    ...(options.https ? { 'strict-transport-security': hsts } : {}),
  };
}
