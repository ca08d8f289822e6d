/** Larger files are not fetched: the next picture is found sooner. */
export const maxFetchBytes = { still: 60_000_000, clip: 250_000_000 } as const;
