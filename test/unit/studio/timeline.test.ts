import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { layTimeline, sceneFrameCount, voiceLeadSec } from '../../../src/studio/timeline.js';

const speech = fc.array(fc.double({ min: 0.05, max: 20, noNaN: true }), { minLength: 1, maxLength: 40 });

const beats = fc.double({ min: 0.35, max: 1.3, noNaN: true }).map((beatSec) => ({ beatSec }));

describe('laying scenes on the timeline', () => {
  test('leaves no gap and no overlap, and room for every word', () => {
    fc.assert(
      fc.property(speech, fc.constantFrom(24, 25, 30, 60), (speechSec, framesPerSec) => {
        const timeline = layTimeline(speechSec, framesPerSec);
        let frame = 0;
        for (const [index, scene] of timeline.scenes.entries()) {
          expect(scene.startFrame).toBe(frame);
          frame += scene.frameCount;
          const voiceEndSec = scene.voiceStartSec + (speechSec[index] ?? 0);
          expect(voiceEndSec).toBeLessThan(frame / framesPerSec);
        }
        expect(timeline.frameCount).toBe(frame);
        expect(timeline.durationSec).toBeCloseTo(frame / framesPerSec, 9);
      }),
    );
  });

  test('does not let one scene change the length of another', () => {
    const before = layTimeline([3, 4, 5], 30);
    const after = layTimeline([3, 7.5, 5], 30);
    expect(after.scenes[0]?.frameCount).toBe(before.scenes[0]?.frameCount);
    expect(after.scenes[2]?.frameCount).toBe(before.scenes[2]?.frameCount);
  });

  test('holds the last picture longer and shows none too briefly', () => {
    expect(sceneFrameCount(3, 30, true)).toBeGreaterThan(sceneFrameCount(3, 30, false));
    expect(sceneFrameCount(0.1, 30, false)).toBe(36);
  });

  test('puts a cut off for a beat or half of one, never by more than 0.35 s, and never brings one forward', () => {
    fc.assert(
      fc.property(speech, fc.constantFrom(24, 25, 30, 60), beats, (speechSec, framesPerSec, grid) => {
        const { scenes, durationSec } = layTimeline(speechSec, framesPerSec, grid);
        for (const [index, { startSec, frameCount }] of scenes.entries()) {
          const isLast = index === scenes.length - 1;
          const own = sceneFrameCount(speechSec[index] ?? 0, framesPerSec, isLast);
          const waitSec = (frameCount - own) / framesPerSec;
          expect(waitSec).toBeGreaterThanOrEqual(0);
          expect(waitSec).toBeLessThanOrEqual(isLast ? 0 : 0.35 + 1 / framesPerSec);
          const half = grid.beatSec / 2;
          const endSec = startSec + frameCount / framesPerSec;
          const offSec = Math.abs(endSec - Math.round(endSec / half) * half);
          // Half beats of 0.35 s or less always come soon enough.
          if (!isLast && half <= 0.35) {
            expect(offSec).toBeLessThanOrEqual(0.5 / framesPerSec + 1e-6);
          }
        }
        expect(durationSec).toBeGreaterThanOrEqual(layTimeline(speechSec, framesPerSec).durationSec);
      }),
    );
  });

  test('starts each voice a breath after its picture', () => {
    const { scenes } = layTimeline([2, 2], 30);
    expect(scenes[1]?.voiceStartSec).toBeCloseTo((scenes[1]?.startSec ?? 0) + voiceLeadSec, 9);
  });
});
