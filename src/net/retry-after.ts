/**
 * What a provider says about when to come back, in milliseconds from now: `retry-after-ms`, or `Retry-After` in
 * seconds or as a date (RFC 9110, 10.2.3). `undefined` when it says nothing that can be understood.
 */
export const retryAfterMs = (
  headers: { get(name: string): string | null },
  nowMs: number,
): number | undefined => {
  const milliseconds = headers.get('retry-after-ms')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(milliseconds)) {
    return Number(milliseconds);
  }
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(text)) {
    return Number(text) * 1000;
  }
  const dateMs = Date.parse(text);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
};
