/** Where a view came from. `site:` names a host or campaign, until name_source() calls it `sites`. */
export type ViewSource = (typeof OWN_SOURCES)[number] | 'direct' | 'unknown' | 'sites' | `site:${string}`;

/** Our own pages that lead to items. */
const OWN_SOURCES = ['home', 'search', 'topic', 'creator', 'article', 'feed'] as const;
type OwnSource = (typeof OWN_SOURCES)[number];

const HOST = /^(?=.{4,60}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.[a-z]{2,}$/;
const CAMPAIGN = /^[a-z0-9][a-z0-9._-]{1,39}$/;
const FEED = /^(rss|feed|atom|json-?feed)$/;

interface Arrival {
  /** The Referer header. */
  referer: string | null;
  /** `?from=`, which our own links and feeds may carry. */
  from: string | null;
  /** `?utm_source=` */
  utmSource: string | null;
  /** The host of this site. */
  ownHost: string;
}

/** A view's source: what the link says, else the page it stood on. Anything odd is "direct". */
export function viewSourceOf({ referer, from, utmSource, ownHost }: Arrival): ViewSource {
  const named = OWN_SOURCES.find((source) => source === from);
  if (named) return named;
  const campaign = utmSource?.trim().toLowerCase() ?? '';
  if (FEED.test(campaign)) return 'feed';
  if (CAMPAIGN.test(campaign)) return `site:${campaign.replace(/^www\./, '')}`;
  const url = referer ? URL.parse(referer) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return 'direct';
  if (url.host === ownHost) return ownPage(url.pathname) ?? 'direct';
  const host = url.hostname.toLowerCase().replace(/^www\./, '');
  return HOST.test(host) ? `site:${host}` : 'direct';
}

function ownPage(path: string): OwnSource | null {
  if (path === '/') return 'home';
  const [, first] = path.split('/');
  switch (first) {
    case 'search':
      return 'search';
    case 'topics':
      return 'topic';
    case 'creators':
      return 'creator';
    case 'read':
      return 'article';
    default:
      return null;
  }
}
