/**
 * No film lasts longer, in seconds: `limits.filmMinutes` goes to an hour, and speech may take half as long again as was
 * estimated.
 */
export const longestFilmSec = 5_400;
