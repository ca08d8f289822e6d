import { type Artifact, artifactSchema } from './artifact.js';

/** Every artifact anywhere inside a value that came from JSON. */
export const findArtifacts = (value: unknown): Artifact[] => {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const artifact = artifactSchema.safeParse(value);
  return artifact.success ? [artifact.data] : Object.values(value).flatMap(findArtifacts);
};
