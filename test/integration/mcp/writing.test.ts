import { afterEach, describe, expect, test } from '@jest/globals';
import { createMcpServer } from '../../../src/mcp/server.js';
import { silentLogger } from '../../../src/observability/logger.js';
import { createModelPool } from '../../../src/script/model/pool.js';
import { createScriptDesk } from '../../../src/studio/script-desk.js';
import { createScriptStudio } from '../../../src/studio/script-studio.js';
import { tools } from '../../../tools/index.js';
import { createFakeStudio } from '../../support/fake-studio.js';
import {
  type ClientKind,
  clientKinds,
  connectInMemory,
  type HostAnswers,
  type TestClient,
} from '../../support/mcp-clients.js';
import { purringAnswer, type TalkingModel, talkingModel } from '../../support/model-answers.js';
import { createStepWorld } from '../../support/step-world.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const newDirectory = temporaryDirectories();
const good = JSON.stringify(purringAnswer);
const request = { video_subject: 'Why cats purr', length_sec: 20, paragraph_number: 2 };

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

type Setting = { readonly configured?: TalkingModel; readonly hostAnswers?: HostAnswers };

const connect = async (kind: ClientKind, { configured, hostAnswers }: Setting): Promise<TestClient> => {
  const world = await createStepWorld(await newDirectory());
  const desk = createScriptDesk({
    engine: world.engine,
    models:
      configured === undefined
        ? undefined
        : createModelPool([{ model: configured, weight: 1, identity: 'fake' }], {
            strategy: 'round-robin',
            nowMs: () => 0,
          }),
    readDocument: async () => {
      throw new Error('no document is asked for');
    },
    inputRoots: undefined,
    answerWithinMs: undefined,
    clock: world.clock,
    logger: silentLogger,
    closing: new AbortController().signal,
  });
  const studio = { ...createFakeStudio(), ...createScriptStudio(desk) };
  const stateKey = new Uint8Array(32).fill(7);
  const client = await connectInMemory(
    kind,
    () =>
      createMcpServer({
        studio: async () => studio,
        tools,
        resources: [],
        prompts: [],
        version: '1.0.0',
        logger: silentLogger,
        stateKey,
      }),
    hostAnswers,
  );
  closers.push(() => client.close());
  return client;
};

describe.each(clientKinds)('writing for the client of the %s', (kind) => {
  test('asks the model that is configured, and the host not at all', async () => {
    const asked: unknown[] = [];
    const client = await connect(kind, {
      configured: talkingModel([good]),
      hostAnswers: (question) => {
        asked.push(question);
        return good;
      },
    });
    const { structured, text, isError } = await client.callTool('generate_video_script', request);
    expect(isError).toBe(false);
    expect(structured).toMatchObject({
      title: 'The Engine in Your Cat',
      written_by: 'fake-1 at fake',
      language: 'en-US',
      scenes: expect.arrayContaining([expect.objectContaining({ paragraph: 2 })]),
      social: {
        youtube_shorts: {
          title: 'Why cats purr',
          caption: 'A hum that heals.',
          hashtags: ['#cats', '#science'],
        },
      },
    });
    expect(structured['word_count']).toBeGreaterThan(40);
    expect(structured['estimated_duration']).toBeGreaterThan(15);
    expect(text).toContain('Your cat is a small engine.');
    expect(asked).toEqual([]);
  });

  test('asks the model of the host where none is configured, again where its answer cannot be used', async () => {
    const questions: { systemPrompt?: string | undefined; messages: readonly unknown[] }[] = [];
    const client = await connect(kind, {
      hostAnswers: (question) => {
        questions.push(question);
        return questions.length === 1 ? 'Cats purr, you know.' : `\`\`\`json\n${good}\n\`\`\``;
      },
    });
    const { structured, isError } = await client.callTool('generate_video_script', request);
    expect(isError).toBe(false);
    expect(structured).toMatchObject({
      title: 'The Engine in Your Cat',
      written_by: 'host-model-1 at the host',
    });
    expect(questions.map(({ messages }) => messages.length)).toEqual([1, 3]);
    expect(questions[0]?.systemPrompt).toContain('JSON Schema');
    expect(JSON.stringify(questions[1]?.messages)).toContain('no JSON object');
  });

  test('gives search terms by the host’s model too', async () => {
    const client = await connect(kind, {
      hostAnswers: () => '{"terms": ["cat purring", "cat throat", "vet"]}',
    });
    const { structured } = await client.callTool('generate_video_terms', {
      video_subject: 'Why cats purr',
      video_script: 'Your cat is a small engine.',
      amount: 2,
    });
    expect(structured).toEqual({
      terms: ['cat purring', 'cat throat'],
      written_by: 'host-model-1 at the host',
    });
  });

  test('tells the calling model to write where nobody else can', async () => {
    const client = await connect(kind, {});
    const { isError, text } = await client.callTool('generate_video_script', request);
    expect(isError).toBe(true);
    expect(text).toMatch(
      /^SCRIPT_NEEDED: .*\nWhat to do: Write the narration yourself, then show it to the person and call create_video .* as 2 scenes/,
    );
    const terms = await client.callTool('generate_video_terms', {
      video_subject: 'Why cats purr',
      video_script: 'Your cat is a small engine. It purrs twenty-five times a second.',
    });
    expect(terms.structured['written_by']).toBe('nobody: words of the script itself');
    expect(terms.structured['terms']).toContain('cat');
  });
});

test('the same request is written once for ever', async () => {
  const model = talkingModel([good]);
  const client = await connect('first SDK', { configured: model });
  const first = await client.callTool('generate_video_script', request);
  const again = await client.callTool('generate_video_script', request);
  expect(again.structured).toEqual(first.structured);
  expect(model.requests).toHaveLength(1);
  await client.callTool('generate_video_script', { ...request, seed: 2 });
  expect(model.requests).toHaveLength(2);
});
