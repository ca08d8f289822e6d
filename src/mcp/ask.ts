import {
  acceptedContent,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type * as z from 'zod';
import { type ClientCapabilities, readEnvelope, toClientCapabilities } from './envelope.js';

/** A form for the person at the host. */
export type Question<Fields extends z.ZodObject> = {
  /** One sentence that says what is missing and why it matters. */
  readonly message: string;
  /** Flat: texts, numbers, yes or no, and choices, each with a description. */
  readonly fields: Fields;
};

/**
 * Puts a question to the person, where the client can do that. Resolves with what they filled in, or with `undefined`
 * where nobody can be asked or the person would rather not say: a tool must know what to do then.
 *
 * At most one question a call, and before anything else is done: to wait for the answer the call ends, and the client
 * makes it again. Let what `ask` throws pass.
 */
export type Ask = <Fields extends z.ZodObject>(
  question: Question<Fields>,
) => Promise<z.output<Fields> | undefined>;

const answerKey = 'answer';
const brand = Symbol.for('reelwright.pendingQuestion');

/** Ends a call whose question has gone out; not an error, and nothing to log. */
export class PendingQuestion {
  readonly [brand] = true;
  readonly result: InputRequiredResult;

  constructor({ message, fields }: Question<z.ZodObject>) {
    this.result = inputRequired({
      inputRequests: { [answerKey]: inputRequired.elicit({ message, requestedSchema: fields }) },
    });
  }
}

export const isPendingQuestion = (thrown: unknown): thrown is PendingQuestion =>
  typeof thrown === 'object' && thrown !== null && brand in thrown;

/** What the client said it can do: with this request in the 2026 era, at the start of the connection before. */
const capabilitiesOf = (server: McpServer, context: ServerContext): ClientCapabilities =>
  readEnvelope(context).capabilities ?? toClientCapabilities(server.server.getClientCapabilities());

/** An empty object is how revisions before 2025-11-25 said that forms can be shown. */
const canShowForm = ({ elicitation }: ClientCapabilities): boolean =>
  elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);

export const createAsk =
  (server: McpServer, context: ServerContext): Ask =>
  async (question) => {
    if (!canShowForm(capabilitiesOf(server, context))) {
      return undefined;
    }
    const responses = context.mcpReq.inputResponses;
    const response = inputResponse(responses, answerKey);
    if (response.kind === 'elicit') {
      return question.fields.safeParse(acceptedContent(responses, answerKey)).data;
    }
    throw new PendingQuestion(question);
  };
