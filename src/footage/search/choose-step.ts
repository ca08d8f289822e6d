import * as z from 'zod';
import type { StepDefinition } from '../../steps/definition.js';
import type { AssetLibrary } from '../asset-library.js';
import { dealFootage } from './deal-footage.js';

const shown = {
  name: z.string().min(1).max(240),
  looks: z.string().max(16).optional(),
  author: z.string().max(120).optional(),
};

const chooseInputSchema = z.strictObject({
  scenes: z.array(
    z.strictObject({
      id: z.string().max(40),
      candidates: z.array(z.strictObject({ ...shown, score: z.number() })).max(60),
    }),
  ),
  kept: z.array(z.strictObject(shown)),
  seed: z.int().min(0).max(0xffff_ffff),
});
export type ChooseInput = z.infer<typeof chooseInputSchema>;

const chooseOutputSchema = z.strictObject({
  scenes: z.array(z.strictObject({ id: z.string(), names: z.array(z.string()) })),
});
export type ChooseOutput = z.infer<typeof chooseOutputSchema>;

/**
 * Deals what was found to the scenes of a film, away from what the last films showed. Those are no input: the choice
 * is made once, and stays when the film is made again.
 */
export const createChooseStep = (tools: {
  readonly library: Pick<AssetLibrary, 'recentlyShown'>;
}): StepDefinition<ChooseInput, ChooseOutput> => ({
  kind: 'choose-footage',
  version: 1,
  input: chooseInputSchema,
  output: chooseOutputSchema,
  pool: 'light',
  units: ({ scenes }) => scenes.length,
  run: async ({ scenes, kept, seed }) => {
    const dealt = dealFootage({ scenes, kept, seed, recent: await tools.library.recentlyShown() });
    return { scenes: [...dealt].map(([id, names]) => ({ id, names })) };
  },
});
