// The tools and the prompt of the official suite that ask the client for something.
import {
  acceptedContent,
  type ElicitRequestFormParams,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';

/** What a tool keeps between two rounds. */
export type RoundState = { readonly round: number; readonly name?: string };

type Fields = ElicitRequestFormParams['requestedSchema']['properties'];

const text = (said: string) => ({ content: [{ type: 'text' as const, text: said }] });
const form = (message: string, properties: Fields, required: string[]) =>
  inputRequired.elicit({ message, requestedSchema: { type: 'object', properties, required } });
const askName = form('What is your name?', { name: { type: 'string' } }, ['name']);
const noInput = { description: 'Asks the client for something.', inputSchema: z.strictObject({}) };
const named = z.object({ name: z.string() });

const nameIn = (context: ServerContext, key = 'user_name'): string | undefined =>
  acceptedContent(context.mcpReq.inputResponses, key, named)?.name;

const askCapital = inputRequired.createMessage({
  messages: [{ role: 'user', content: { type: 'text', text: 'What is the capital of France?' } }],
  maxTokens: 100,
});

const addFirstRoundTools = (server: McpServer): void => {
  const greet = (_args: unknown, context: ServerContext) => {
    const name = nameIn(context);
    return name === undefined
      ? inputRequired({ inputRequests: { user_name: askName } })
      : text(`Hello, ${name}!`);
  };
  server.registerTool('test_input_required_result_elicitation', noInput, greet);
  server.registerTool('test_streaming_elicitation', noInput, greet);
  server.registerTool('test_input_required_result_sampling', noInput, (_args, { mcpReq }) => {
    const said = inputResponse(mcpReq.inputResponses, 'capital_question');
    return said.kind === 'sampling'
      ? text(`The model said: ${JSON.stringify(said.result.content)}`)
      : inputRequired({ inputRequests: { capital_question: askCapital } });
  });
  server.registerTool('test_missing_capability', noInput, () =>
    inputRequired({ inputRequests: { capital_question: askCapital } }),
  );
  server.registerTool('test_input_required_result_list_roots', noInput, (_args, { mcpReq }) => {
    const listed = inputResponse(mcpReq.inputResponses, 'client_roots');
    return listed.kind === 'roots'
      ? text(listed.roots.map(({ uri }) => uri).join(', '))
      : inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
  });
};

const addStatefulTools = (server: McpServer, states: RequestStateCodec<RoundState>): void => {
  const askWithState = async (
    inputRequests: InputRequiredResult['inputRequests'],
    state: RoundState,
  ): Promise<InputRequiredResult> =>
    inputRequired({
      ...(inputRequests === undefined ? {} : { inputRequests }),
      requestState: await states.mint(state),
    });
  const confirm = form('Please confirm', { ok: { type: 'boolean' } }, ['ok']);
  for (const name of [
    'test_input_required_result_request_state',
    'test_input_required_result_tampered_state',
  ]) {
    server.registerTool(name, noInput, (_args, { mcpReq }) =>
      mcpReq.requestState() === undefined ? askWithState({ confirm }, { round: 1 }) : text('state-ok'),
    );
  }
  server.registerTool('test_input_required_result_multiple_inputs', noInput, (_args, context) => {
    const name = nameIn(context);
    const greeting = inputRequired.createMessage({
      messages: [{ role: 'user', content: { type: 'text', text: 'Generate a greeting' } }],
      maxTokens: 50,
    });
    return name === undefined
      ? askWithState({ user_name: askName, greeting, client_roots: inputRequired.listRoots() }, { round: 1 })
      : text(`Hello, ${name}!`);
  });
  server.registerTool('test_input_required_result_multi_round', noInput, (_args, context) => {
    const state = context.mcpReq.requestState<RoundState>();
    const name = nameIn(context, 'step1');
    if (state === undefined) {
      const step1 = form('Step 1: What is your name?', { name: { type: 'string' } }, ['name']);
      return askWithState({ step1 }, { round: 1 });
    }
    if (state.round === 1) {
      const step2 = form('Step 2: What is your favorite color?', { color: { type: 'string' } }, ['color']);
      return askWithState({ step2 }, { round: 2, ...(name === undefined ? {} : { name }) });
    }
    const answer = acceptedContent(context.mcpReq.inputResponses, 'step2', z.object({ color: z.string() }));
    return text(`${state.name ?? 'Somebody'} likes ${answer?.color ?? 'no colour'}.`);
  });
};

/** Asks only for what the client says it can give. */
const addCapabilityTool = (
  server: McpServer,
  declares: (context: ServerContext, what: 'sampling' | 'elicitation') => boolean,
): void => {
  server.registerTool('test_input_required_result_capabilities', noInput, (_args, context) => {
    const answered = Object.keys(context.mcpReq.inputResponses ?? {}).length > 0;
    if (answered) {
      return text('Thank you.');
    }
    if (declares(context, 'sampling')) {
      return inputRequired({ inputRequests: { capital_question: askCapital } });
    }
    return declares(context, 'elicitation')
      ? inputRequired({ inputRequests: { user_name: askName } })
      : text('There is nothing that you can be asked for.');
  });
};

const addPrompt = (server: McpServer): void => {
  const description = 'Asks for its context.';
  const contextGiven = z.object({ context: z.string() });
  server.registerPrompt('test_input_required_result_prompt', { description }, ({ mcpReq }) => {
    const given = acceptedContent(mcpReq.inputResponses, 'user_context', contextGiven);
    if (given === undefined) {
      const userContext = form('What context should the prompt use?', { context: { type: 'string' } }, [
        'context',
      ]);
      return inputRequired({ inputRequests: { user_context: userContext } });
    }
    return {
      messages: [{ role: 'user', content: { type: 'text', text: `Use this context: ${given.context}` } }],
    };
  });
};

const defaults: Fields = {
  name: { type: 'string', default: 'John Doe' },
  age: { type: 'integer', default: 30 },
  score: { type: 'number', default: 95.5 },
  status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', default: true },
};

const titled = (words: readonly string[]) =>
  words.map((title, index) => ({ const: `value${index + 1}`, title }));

const enums: Fields = {
  untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
  titledSingle: { type: 'string', oneOf: titled(['First Option', 'Second Option', 'Third Option']) },
  legacyEnum: {
    type: 'string',
    enum: ['opt1', 'opt2', 'opt3'],
    enumNames: ['Option One', 'Option Two', 'Option Three'],
  },
  untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
  titledMulti: { type: 'array', items: { anyOf: titled(['First Choice', 'Second Choice', 'Third Choice']) } },
};

/** Of the 2025 era: the server turns to the client in the middle of a call. */
const addPushTools = (server: McpServer): void => {
  const ask = async (
    context: ServerContext,
    message: string,
    properties: Fields,
    required: string[] = [],
  ) => {
    const requestedSchema = { type: 'object' as const, properties, required };
    const { action, content } = await context.mcpReq.elicitInput({ message, requestedSchema });
    return text(`Elicitation completed: action=${action}, content=${JSON.stringify(content ?? {})}`);
  };
  const description = 'Asks the person.';
  server.registerTool(
    'test_elicitation',
    { description, inputSchema: z.object({ message: z.string() }) },
    ({ message }, context) => ask(context, message, { response: { type: 'string' } }, ['response']),
  );
  server.registerTool('test_elicitation_sep1034_defaults', noInput, (_args, context) =>
    ask(context, 'Are these right?', defaults),
  );
  server.registerTool('test_elicitation_sep1330_enums', noInput, (_args, context) =>
    ask(context, 'Which of these?', enums),
  );
  server.registerTool(
    'test_sampling',
    { description: 'Asks the model of the client.', inputSchema: z.object({ prompt: z.string() }) },
    async ({ prompt }, { mcpReq }) => {
      const messages = [{ role: 'user' as const, content: { type: 'text' as const, text: prompt } }];
      const { content } = await mcpReq.requestSampling({ messages, maxTokens: 100 });
      return text(`LLM response: ${JSON.stringify(content)}`);
    },
  );
};

export const addInputFixtures = (
  server: McpServer,
  states: RequestStateCodec<RoundState>,
  declares: (context: ServerContext, what: 'sampling' | 'elicitation') => boolean,
): void => {
  addFirstRoundTools(server);
  addStatefulTools(server, states);
  addCapabilityTool(server, declares);
  addPrompt(server);
  addPushTools(server);
};
