const DAY = /^\d{4}-\d\d-\d\d$/;

/** The first moment of a day (`2026-01-31`) in UTC, or null for one that no calendar has. */
export function readDay(text: string): Date | null {
  const day = DAY.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : null;
}
