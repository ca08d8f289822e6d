import {
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
} from '@modelcontextprotocol/server';
import type * as z from 'zod';
import { InputError, issueMessage, toReelwrightError } from '../errors/index.js';
import { plainText } from './plain-text.js';

/** Where an error result carries its parts for programs; `structuredContent` must match the output schema even then. */
export const errorMetaKey = 'reelwright/error';

export type ErrorView = {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly retryable: boolean;
};

const maxMessageLength = 600;
const maxHintLength = 1_500;

/** Several hints, a line each, as one line. */
const toHint = (hint: string): string =>
  plainText(
    hint
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('; '),
    maxHintLength,
  );

/** What a client may see of anything thrown: our own code and words on one line each, never a stack or a cause. */
export const toErrorView = (error: unknown): ErrorView => {
  const { code, message, hint, retryable } = toReelwrightError(error);
  return {
    code,
    message: plainText(message, maxMessageLength),
    ...(hint === undefined ? {} : { hint: toHint(hint) }),
    retryable,
  };
};

const toText = ({ code, message, hint }: ErrorView): string =>
  hint === undefined ? `${code}: ${message}` : `${code}: ${message}\nWhat to do: ${hint}`;

/** The result of a tool call that failed. */
export const toErrorResult = (error: unknown): CallToolResult => {
  const view = toErrorView(error);
  return { content: [{ type: 'text', text: toText(view) }], isError: true, _meta: { [errorMetaKey]: view } };
};

/** The protocol error of a resource that could not be read. */
export const toResourceError = (error: unknown, uri: string): ProtocolError => {
  const view = toErrorView(error);
  if (view.code === 'NOT_FOUND') {
    return new ResourceNotFoundError(plainText(uri, 300), toText(view));
  }
  return new ProtocolError(ProtocolErrorCode.InternalError, toText(view), view);
};

/** `INPUT_INVALID` with every problem named, and the parameters there are where one was unknown. */
export const toInputError = (error: z.ZodError, parameters: readonly string[]): InputError => {
  const problems = error.issues.slice(0, 8).map((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return `there is no ${[...issue.path, issue.keys.join(', ')].join('.')}`;
    }
    const path = issue.path.join('.');
    return path === '' ? issueMessage(issue) : `${path}: ${issueMessage(issue)}`;
  });
  return new InputError('INPUT_INVALID', problems.join('; '), {
    hint: `Correct the parameters and call again. This tool takes: ${parameters.join(', ')}.`,
  });
};
