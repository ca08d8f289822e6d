import {
  CLIENT_CAPABILITIES_META_KEY,
  type createRequestStateCodec,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import { CancelledError } from '../errors/index.js';
import type { ModelReply, ModelRequest, ScriptModel } from '../script/model/model.js';
import { invalidAnswer } from '../script/model/model-errors.js';
import { withShapeInWords } from '../script/model/shape-in-words.js';

/** The host's own model, for one call of a tool. */
export type HostModel = {
  /** Absent where the client does not offer its model. */
  readonly model: ScriptModel | undefined;
  /** What the call has to answer with instead, where the model was asked something it has not answered yet. */
  readonly question: () => InputRequiredResult | undefined;
};

type StateCodec = ReturnType<typeof createRequestStateCodec>;

/** Answers of this call so far. The client carries them, signed, from round to round. */
const stateSchema = z.object({
  replies: z.array(z.object({ text: z.string().max(200_000), model: z.string().max(200) })).max(8),
});

/** Where a request of the 2026 revision says what its client can do. */
const envelopeSchema = z.object({
  [CLIENT_CAPABILITIES_META_KEY]: z.object({ sampling: z.unknown().optional() }),
});

const questionKey = 'answer';
/** A script of three minutes with its posts, and room to think. */
const maxTokens = 8_000;

const offersSampling = (server: McpServer, { mcpReq }: ServerContext): boolean => {
  const envelope = envelopeSchema.safeParse(mcpReq.envelope);
  const declared = envelope.success
    ? envelope.data[CLIENT_CAPABILITIES_META_KEY]
    : server.server.getClientCapabilities();
  return declared?.sampling !== undefined;
};

const textOf = (content: unknown): string =>
  [content]
    .flat()
    .map((part: unknown) =>
      typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string'
        ? part.text
        : '',
    )
    .join('');

const readReplies = ({ mcpReq }: ServerContext): ModelReply[] => {
  const earlier = stateSchema.safeParse(mcpReq.requestState()).data?.replies ?? [];
  const latest = inputResponse(mcpReq.inputResponses, questionKey);
  return latest.kind === 'sampling'
    ? [...earlier, { text: textOf(latest.result.content), model: latest.result.model }]
    : earlier;
};

const toQuestion = async (
  request: ModelRequest,
  replies: readonly ModelReply[],
  codec: StateCodec,
): Promise<InputRequiredResult> =>
  inputRequired({
    inputRequests: {
      [questionKey]: inputRequired.createMessage({
        systemPrompt: withShapeInWords(request),
        messages: request.messages.map(({ role, text }) => ({ role, content: { type: 'text', text } })),
        maxTokens,
      }),
    },
    requestState: await codec.mint({ replies }),
  });

/**
 * The client's model as one of ours. Its answer comes with a later round of the same call, so the tool runs again
 * from its beginning each time, and finds what was answered before already there: a question that is new ends the
 * run, and becomes the result. Clients of the 2025 revisions are asked by the SDK, within one call.
 */
export const createHostModel = (server: McpServer, context: ServerContext, codec: StateCodec): HostModel => {
  if (!offersSampling(server, context)) {
    return { model: undefined, question: () => undefined };
  }
  const replies = readReplies(context);
  let asked = 0;
  let question: InputRequiredResult | undefined;
  return {
    question: () => question,
    model: {
      specVersion: 1,
      name: 'host',
      complete: async (request) => {
        const known = replies[asked];
        asked += 1;
        if (known !== undefined) {
          if (known.text.trim() === '') {
            throw invalidAnswer('host', 'answered with nothing');
          }
          return known;
        }
        question = await toQuestion(request, replies, codec);
        throw new CancelledError("The host's model is asked first.");
      },
    },
  };
};
