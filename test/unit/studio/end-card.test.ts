import { describe, expect, test } from '@jest/globals';
import { assetCredit } from '../../../src/footage/attribution.js';
import { cardSpecSchema } from '../../../src/footage/cards/spec.js';
import { endCardSpec, withEndCard } from '../../../src/studio/end-card.js';
import { layTimeline } from '../../../src/studio/timeline.js';
import { pexelsClip } from '../../support/assets.js';

const voice = {
  kind: 'voice' as const,
  title: 'Flite, voice slt',
  author: 'Carnegie Mellon',
  licence: 'BSD',
};
const linesOf = (credits: Parameters<typeof endCardSpec>[0]): string[] => {
  const spec = cardSpecSchema.parse(endCardSpec(credits));
  return spec.style === 'list' ? spec.items.map(({ text }) => text) : [];
};

describe('the card of credits', () => {
  test('names authors once each, with how their pictures are licensed', () => {
    const pictures = ['1', '2'].map((id) =>
      assetCredit(pexelsClip({ id, pageUrl: `https://a.example/${id}` })),
    );
    expect(linesOf([...pictures, voice])).toEqual([
      'Pictures: Jo Bloggs (Pexels License)',
      'Voice: Carnegie Mellon',
      'Illustrations: Microsoft',
    ]);
  });

  test('says how many more there are than it has room for', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      assetCredit(pexelsClip({ id: `${index}`, author: `Author ${index}` })),
    );
    const [line = ''] = linesOf([...many, voice]);
    expect(line).toMatch(/^Pictures: Author 0 \(Pexels License\).* and \d+ more$/);
    expect(line.length).toBeLessThanOrEqual(78);
  });

  test('is a statement when there is but one to name, and takes a name of any length', () => {
    expect(endCardSpec([])).toMatchObject({ style: 'statement', headline: 'Illustrations: Microsoft' });
    const long = { ...voice, author: 'x'.repeat(300) };
    expect(cardSpecSchema.safeParse(endCardSpec([long])).success).toBe(true);
  });

  test('adds three seconds to the film and nothing to its scenes', () => {
    const timeline = layTimeline([2, 3], 30);
    const longer = withEndCard(timeline, 30);
    expect(longer.frameCount - timeline.frameCount).toBe(90);
    expect(longer.durationSec).toBeCloseTo(timeline.durationSec + 3);
    expect(longer.scenes).toEqual(timeline.scenes);
  });
});
