import type { ScriptPreset } from '../../config/sections/script.js';

/** Families that write well and cost little, best first, for services that list a hundred models. */
const preferred: Readonly<Partial<Record<ScriptPreset, readonly RegExp[]>>> = {
  openai: [/^gpt-[5-9](?:\.\d+)?-mini$/u, /^gpt-4\.1-mini$/u, /^gpt-4o-mini$/u, /^gpt-[4-9][\w.-]*$/u],
  openrouter: [/^openrouter\/auto$/u, /^openai\/gpt-[4-9][\w.]*-mini$/u],
  groq: [/llama-[34][\w.-]*70b/u, /gpt-oss-120b/u, /llama/u],
  deepseek: [/^deepseek-chat$/u],
  gemini: [/gemini-[\w.]+-flash$/u, /gemini-flash-latest$/u, /gemini/u],
};

/** What does something else than write: embeds, speaks, listens, draws, judges. */
const otherTrades =
  /embed|whisper|tts|speech|audio|transcri|realtime|image|dall-e|sora|video|moderation|guard|rerank|ocr|clip|vision-only|search|computer-use|codex|instruct-0914|babbage|davinci/iu;

/**
 * The model to ask where nobody named one: a known good one of the service, else the first that is no specialist.
 * A local server lists what its owner loaded, so there the first is the right one.
 */
export const chooseModel = (ids: readonly string[], preset: ScriptPreset | undefined): string | undefined => {
  const writers = ids.filter((id) => !otherTrades.test(id));
  for (const pattern of (preset === undefined ? undefined : preferred[preset]) ?? []) {
    // The highest version of a family sorts last.
    const found = writers.filter((id) => pattern.test(id)).toSorted();
    if (found.length > 0) {
      return found.at(-1);
    }
  }
  return writers[0];
};
