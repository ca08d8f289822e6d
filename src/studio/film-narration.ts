import { countOf } from '../runtime/count-of.js';
import type { StepRunner } from '../steps/definition.js';
import { recordingProvider } from '../voice/recording/cut-recording-step.js';
import type { SpokenScene } from '../voice/speak-step.js';
import type { FilmParts } from './film-parts.js';
import type { Scene, Storyboard } from './storyboard.js';

/** The same storyboard, spoken by a recording of its scenes as they are now. */
export const withRecording = (
  storyboard: Storyboard,
  recording: Omit<NonNullable<Storyboard['recording']>, 'scenes'>,
): Storyboard => ({
  ...storyboard,
  recording: {
    ...recording,
    scenes: storyboard.scenes.map(({ id, narration }) => ({ sceneId: id, narration })),
  },
});

/** Whoever chooses a voice for the whole film wants to hear it. */
export const withoutRecording = ({ recording: _, ...storyboard }: Storyboard): Storyboard => storyboard;

const saysTheSame = (scene: Scene, { recording }: Storyboard): boolean =>
  scene.voice?.id === undefined &&
  recording?.scenes.some(
    ({ sceneId, narration }) => sceneId === scene.id && narration === scene.narration,
  ) === true;

/** What is heard of the recording in a scene; `undefined` where a voice has to speak. */
export type RecordedNarration = (scene: Scene) => Promise<SpokenScene | undefined>;

/** The recording is cut once, for all scenes, as soon as the first of them is asked for. */
export const recordedNarration = (
  storyboard: Storyboard,
  { parts, step }: { readonly parts: Pick<FilmParts, 'voices'>; readonly step: StepRunner },
): RecordedNarration => {
  const { recording } = storyboard;
  if (recording === undefined) {
    return async () => undefined;
  }
  let cutting: Promise<Map<string, SpokenScene>> | undefined;
  const cut = async (): Promise<Map<string, SpokenScene>> => {
    const { audio, durationSec, language, scenes } = recording;
    const output = await step.run(parts.voices.cutRecordingStep, {
      audio,
      durationSec,
      language,
      narrations: scenes.map(({ narration }) => narration),
      revision: parts.voices.recogniser.revision,
    });
    return new Map(
      output.scenes.map((speech, index) => [scenes[index]?.sceneId ?? '', { ...speech, fallbacks: [] }]),
    );
  };
  return async (scene) => {
    if (!saysTheSame(scene, storyboard)) {
      return undefined;
    }
    cutting ??= cut();
    return (await cutting).get(scene.id);
  };
};

/** Whether a scene is to be spoken in a way that its recording is not. */
const isRecordedOtherwise = (storyboard: Storyboard, speeches: readonly SpokenScene[]): boolean =>
  speeches.some(({ provider }, index) => {
    const { voice } = storyboard.scenes[index] ?? {};
    const { id: _i, volume: _v, ...others } = voice ?? {};
    return provider === recordingProvider && Object.keys(others).length > 0;
  });

/** Scenes that the recording does not hold any more, and times that are not sure, in words. */
export const describeNarration = (storyboard: Storyboard, speeches: readonly SpokenScene[]): string[] => {
  const { recording } = storyboard;
  const spoken = speeches.filter(({ provider }) => provider !== recordingProvider);
  const isEstimated = speeches.some(({ timing }) => timing === 'estimated');
  return [
    ...(recording === undefined || spoken.length === 0
      ? []
      : [
          `The words of ${spoken.length} of ${countOf(speeches.length, 'scene')} are not in the recording, so ${spoken[0]?.voice ?? 'a voice'} speaks them.`,
        ]),
    ...(isRecordedOtherwise(storyboard, speeches)
      ? ['What is recorded is heard as it was spoken: rate, pitch and style are for voices.']
      : []),
    ...(isEstimated ? ['When each word is heard was estimated, so captions may be off by a word.'] : []),
  ];
};
