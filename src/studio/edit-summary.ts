import { describeDelivery } from '../voice/delivery.js';
import type { EditOperation } from './edit-operations.js';
import type { Storyboard } from './storyboard.js';

const longestQuote = 60;

const quoted = (text: string): string => {
  const characters = [...text.replace(/\s+/gu, ' ').trim()];
  const shown =
    characters.length > longestQuote ? [...characters.slice(0, longestQuote - 1), '…'] : characters;
  return `“${shown.join('')}”`;
};

const placeWords = (after: string | null, number: (id: string) => string): string =>
  after === null ? 'at the start' : `after ${number(after)}`;

const describeVisual = (visual: Extract<EditOperation, { op: 'set-visual' }>['visual']): string => {
  switch (visual.kind) {
    case 'card':
      return `a card (${visual.style})`;
    case 'chart':
      return `a chart (${visual.chart.type})`;
    case 'file':
      return 'the chosen file';
    case 'asset':
      return `the chosen picture (${visual.source} ${visual.id})`;
    case 'automatic':
      return 'a picture chosen for it';
  }
};

const describeMusic = ({ mood, file, cutOnBeat }: Extract<EditOperation, { op: 'set-music' }>): string => {
  if (file !== undefined) {
    return 'The music is the chosen file.';
  }
  if (mood !== undefined) {
    return `The music is ${mood}.`;
  }
  return cutOnBeat === undefined
    ? 'The music has another level.'
    : `Cuts ${cutOnBeat ? 'land on beats' : 'follow the words alone'}.`;
};

const describeVoice = (
  voice: Extract<EditOperation, { op: 'set-scene-voice' }>['voice'],
  otherwise: string,
): string => {
  const { id, ...delivery } = voice ?? {};
  return [id ?? otherwise, describeDelivery(delivery)].filter((words) => words !== '').join(', ');
};

type SceneOperation = Extract<EditOperation, { sceneId: string } | { after: string | null }>;

const describeSceneEdit = (operation: SceneOperation, number: (id: string) => string): string => {
  if (operation.op === 'insert-scene') {
    return `A new scene comes ${placeWords(operation.after, number)}: ${quoted(operation.narration)}.`;
  }
  const scene = number(operation.sceneId);
  const Scene = `S${scene.slice(1)}`;
  switch (operation.op) {
    case 'set-narration':
      return `${Scene} now says ${quoted(operation.narration)}.`;
    case 'set-visual':
      return `${Scene} shows ${describeVisual(operation.visual)}.`;
    case 'set-motion':
      return `The picture of ${scene} moves: ${operation.motion}.`;
    case 'set-fit':
      return `The picture of ${scene} fills the frame: ${operation.fit}.`;
    case 'set-transition':
      return `${Scene} begins with ${operation.transition ?? "the film's own transition"}.`;
    case 'set-scene-voice':
      return `${Scene} is spoken by ${describeVoice(operation.voice, "the film's own voice")}.`;
    case 'delete-scene':
      return `${Scene} is gone.`;
    case 'move-scene':
      return `${Scene} comes ${placeWords(operation.after, number)}.`;
  }
};

/** One sentence on what an operation does, scenes by their number before it. */
export const describeOperation = (operation: EditOperation, { scenes }: Storyboard): string => {
  const number = (id: string): string => `scene ${scenes.findIndex((scene) => scene.id === id) + 1}`;
  switch (operation.op) {
    case 'set-title':
      return `The title is ${quoted(operation.title)}.`;
    case 'set-voice':
      return `The film is spoken by ${describeVoice(operation.voice, 'the same voice')}.`;
    case 'set-pronunciations':
      return `Words with a pronunciation of their own: ${operation.pronunciations.map(({ word }) => word).join(', ') || 'none'}.`;
    case 'set-captions':
      return `The captions are ${operation.style ?? 'of another look'}.`;
    case 'set-music':
      return describeMusic(operation);
    case 'set-credits-card':
      return operation.enabled ? 'The film ends with its credits.' : 'The film ends without credits.';
    case 'set-sound-effects':
      return `Transitions are ${operation.enabled ? 'heard' : 'silent'}.`;
    case 'set-aspect':
      return `The film is ${operation.aspect}.`;
    case 'set-language':
      return `The language is ${operation.language}.`;
    case 'set-quality':
      return `The quality is ${operation.quality}.`;
    case 'set-encoding':
      return `The film is encoded as ${operation.encoding.codec} (${operation.encoding.encoder}).`;
    case 'set-default-transition':
      return `Scenes change with ${operation.transition}.`;
    default:
      return describeSceneEdit(operation, number);
  }
};
