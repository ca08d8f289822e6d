import type { AnswerShape } from '../model/model.js';

type Json = Readonly<Record<string, unknown>>;

const text = (description: string): Json => ({ type: 'string', description });
const list = (items: Json, description: string): Json => ({ type: 'array', items, description });

/** A closed object with every property required: what OpenAI's strict mode takes, and the others understand. */
const closed = (properties: Readonly<Record<string, Json>>): Json => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const post = closed({
  title: text('At most 90 characters.'),
  caption: text('Two or three sentences without hashtags.'),
  hashtags: list({ type: 'string' }, 'Three to six.'),
});

const scene = {
  paragraph: { type: 'integer', description: 'The paragraph this scene belongs to, counted from 1.' },
  narration: text('One to three sentences to be spoken, nothing else.'),
  terms: list(
    { type: 'string' },
    'Three to five stock footage searches in English, one to three words each, the most fitting first.',
  ),
};

const sources = list({ type: 'integer' }, 'Numbers of the passages that the facts of this scene come from.');

/** Numbers and lengths are checked when the answer is read: not every service takes bounds in a schema. */
export const scriptShape = (isGrounded: boolean): AnswerShape => ({
  name: 'video_script',
  jsonSchema: closed({
    title: text('At most 80 characters.'),
    subject: text('The subject in English, one to three words, as one searches footage for it.'),
    scenes: list(closed(isGrounded ? { ...scene, sources } : scene), 'In the order they are spoken.'),
    social: closed({ tiktok: post, youtube_shorts: post, instagram: post }),
  }),
});

export const termsShape: AnswerShape = {
  name: 'search_terms',
  jsonSchema: closed({
    terms: list({ type: 'string' }, 'Stock footage searches in English, one to three words each.'),
  }),
};
