import { z } from 'zod';

/** One thing that a browser refused to load or run, fit for the log: no address has query or fragment. */
export interface CspReport {
  /** For example `script-src-elem`; "other" for what is no directive. */
  directive: string;
  /** What was stopped: an address, or a word such as "inline". */
  blocked: string;
  /** The page, and the file and line that asked for it. */
  page: string;
  source: string;
  line: number | null;
}

const LONGEST = 200;
const MOST_REPORTS = 10;
const DIRECTIVES = new Set(
  `default-src script-src script-src-elem script-src-attr style-src style-src-elem style-src-attr
   img-src font-src connect-src media-src object-src frame-src child-src worker-src manifest-src
   form-action frame-ancestors base-uri`.split(/\s+/),
);

const text = z.string().nullish();
const count = z.number().nullish();
// https://www.w3.org/TR/CSP3/#deprecated-serialize-violation
const oldBody = z.object({
  'csp-report': z.object({
    ...{ 'document-uri': text, 'blocked-uri': text, 'effective-directive': text, 'violated-directive': text },
    ...{ 'source-file': text, 'line-number': count },
  }),
});
// https://www.w3.org/TR/CSP3/#reporting
const newBody = z.array(z.object({ type: z.string(), body: z.unknown() })).max(MOST_REPORTS);
const newReport = z.object({
  ...{ documentURL: text, blockedURL: text, effectiveDirective: text, sourceFile: text, lineNumber: count },
});

const READERS: Record<string, (body: unknown) => CspReport[] | null> = {
  'application/csp-report': readOld,
  'application/reports+json': readNew,
};

/** How to read a body of this type; undefined: browsers don't report with it. Null from it: no report. */
export function findReportReader(type: string | null): ((body: unknown) => CspReport[] | null) | undefined {
  return READERS[(type ?? '').split(';')[0]?.trim().toLowerCase() ?? ''];
}

function readOld(body: unknown): CspReport[] | null {
  const given = oldBody.safeParse(body).data?.['csp-report'];
  if (!given) return null;
  return [
    {
      directive: nameDirective(given['effective-directive'] ?? given['violated-directive']),
      blocked: shorten(given['blocked-uri']),
      page: shorten(given['document-uri']),
      source: shorten(given['source-file']),
      line: given['line-number'] ?? null,
    },
  ];
}

/** A browser sends reports of all kinds in one go; ours are read, the others passed over. */
function readNew(body: unknown): CspReport[] | null {
  const given = newBody.safeParse(body).data;
  if (!given) return null;
  const ours = given.filter(({ type }) => type === 'csp-violation');
  const read = ours.map((report) => newReport.safeParse(report.body).data);
  return read
    .filter((report) => report !== undefined)
    .map((report) => ({
      directive: nameDirective(report.effectiveDirective),
      blocked: shorten(report.blockedURL),
      page: shorten(report.documentURL),
      source: shorten(report.sourceFile),
      line: report.lineNumber ?? null,
    }));
}

function nameDirective(given: string | null | undefined): string {
  const name = (given ?? '').trim().split(' ')[0] ?? '';
  return DIRECTIVES.has(name) ? name : 'other';
}

/** Queries and fragments may hold secrets, and data: addresses whole files. */
function shorten(given: string | null | undefined): string {
  if (!given) return '';
  if (!URL.canParse(given)) return given.split(/[?#]/)[0]?.slice(0, LONGEST) ?? '';
  const { protocol, origin, pathname } = new URL(given);
  return /^(https?|wss?):$/.test(protocol) ? `${origin}${pathname}`.slice(0, LONGEST) : protocol;
}
