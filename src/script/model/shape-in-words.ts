import type { ModelRequest } from './model.js';

/** The system prompt with the shape told in words, for a model that cannot be held to it otherwise. */
export const withShapeInWords = ({ system, shape }: ModelRequest): string =>
  `${system}\n\nAnswer with one JSON object and nothing else: no Markdown, no remarks. It fits this JSON Schema:\n${JSON.stringify(shape.jsonSchema)}`;
