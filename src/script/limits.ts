/** Characters of narration that a film may have: about an hour of speech. */
export const maxScriptLength = 50_000;
export const maxScenes = 400;
