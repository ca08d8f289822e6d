import type { ErrorCode } from '../../errors/index.js';
import type { Logger } from '../../observability/logger.js';

export type ModelMessage = { readonly role: 'user' | 'assistant'; readonly text: string };

/** The shape that an answer should have, as JSON Schema: objects closed, every property required. */
export type AnswerShape = { readonly name: string; readonly jsonSchema: Readonly<Record<string, unknown>> };

export type ModelRequest = {
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  readonly shape: AnswerShape;
};

export type ModelReply = {
  /** As the model wrote it: it may hold anything. */
  readonly text: string;
  /** The model that answered, as it names itself. */
  readonly model: string;
};

export type ModelCall = { readonly signal: AbortSignal; readonly logger: Logger };

/** One language model at one place. */
export type ScriptModel = {
  readonly specVersion: 1;
  /** Of the place: `openai`, `host`, or as the configuration names it. */
  readonly name: string;
  /**
   * Throws `ProviderError` (`PROVIDER_UNAUTHORIZED`, `PROVIDER_RATE_LIMITED`, `PROVIDER_FAILED`,
   * `PROVIDER_UNREACHABLE`, `PROVIDER_TIMEOUT`, `PROVIDER_ANSWER_INVALID` and what the network's guard throws) and
   * `CancelledError`.
   */
  complete(request: ModelRequest, call: ModelCall): Promise<ModelReply>;
};

/** An endpoint that was asked and could not serve. */
export type ModelFallback = { readonly endpoint: string; readonly code: ErrorCode };

export type ModelWork<Result> = {
  readonly result: Result;
  readonly endpoint: string;
  readonly fallbacks: readonly ModelFallback[];
};

/** Language models of which any may serve. */
export type ScriptModels = {
  /**
   * Changes whenever other models would answer; goes into the key of steps that ask them. Without secrets.
   */
  readonly revision: string;
  /**
   * Does the work with one model, and where that fails with the next. Work that throws
   * `PROVIDER_ANSWER_INVALID` counts as a failure of the model like any other.
   *
   * Throws the one error if one model was tried, else `ProviderError` `PROVIDER_UNAVAILABLE`.
   */
  use<Result>(work: (model: ScriptModel) => Promise<Result>, call: ModelCall): Promise<ModelWork<Result>>;
};
