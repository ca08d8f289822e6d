import * as z from 'zod';

export const voiceSection = z.strictObject({
  providers: z
    .array(z.enum(['kokoro', 'flite', 'espeak']))
    .min(1)
    .describe('Voices to try, in this order.'),
  default: z.string().max(80).optional().describe('The voice to use when a request names none.'),
});
