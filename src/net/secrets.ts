const censor = '[redacted]';

/** Shorter values would make holes in ordinary words. */
const shortestSecret = 4;

/** Header and query names that hold a credential, for requests that other libraries build. */
const credentialName =
  /authorization|cookie|api-?_?key|^key$|token|secret|password|subscription-key|signature/i;

export const isCredentialName = (name: string): boolean => credentialName.test(name);

/** Replaces every spelling of the values in a text: as they are, as in a URL, as in JSON, as in Basic credentials. */
export const createScrub = (values: Iterable<string>): ((text: string) => string) => {
  const spellings = new Set<string>();
  for (const value of values) {
    // `Bearer abc` holds the secret `abc`.
    for (const part of [value, ...value.split(/\s+/)]) {
      if (part.length >= shortestSecret && !/^(?:bearer|basic|token)$/i.test(part)) {
        spellings.add(part);
        spellings.add(encodeURIComponent(part));
        spellings.add(new URLSearchParams({ '': part }).toString().slice(1));
        spellings.add(JSON.stringify(part).slice(1, -1));
        spellings.add(Buffer.from(part).toString('base64'));
      }
    }
  }
  const longestFirst = [...spellings].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((scrubbed, spelling) => scrubbed.replaceAll(spelling, censor), text);
};

/** A URL as it may be shown: what is named like a credential, or was given as one, is gone from it. */
export const shownUrl = (url: string | URL, secretNames: Iterable<string> = []): string => {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  shown.hash = '';
  const secret = new Set(secretNames);
  for (const name of new Set(shown.searchParams.keys())) {
    if (secret.has(name) || isCredentialName(name)) {
      shown.searchParams.delete(name);
    }
  }
  return shown.href;
};
