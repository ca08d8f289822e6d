import { randomUUID } from 'node:crypto';

/** Makes names that nobody can guess and nothing else has. */
export type NewId = () => string;

/** 122 random bits as 36 characters of `[0-9a-f-]`, safe in a path and in a URL. */
export const newId: NewId = () => randomUUID();
