/** Not-a-number is left for the schema of whoever asked to name. */
export const toNumber = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text.trim() === '' ? Number.NaN : text);
