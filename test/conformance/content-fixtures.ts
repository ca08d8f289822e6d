// The tools, resources and prompts that the official suite asks a server to have, as far as they only answer.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  fromJsonSchema,
  type McpServer,
  type ReadResourceResult,
  ResourceTemplate,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import { toErrorResult } from '../../src/mcp/error-result.js';
import { emptyWav, onePixelPng } from './media.js';

const text = (said: string) => ({ content: [{ type: 'text' as const, text: said }] });
const image = { type: 'image' as const, data: onePixelPng, mimeType: 'image/png' };

const addContentTools = (server: McpServer): void => {
  const noInput = { description: 'Answers with a kind of content.', inputSchema: z.strictObject({}) };
  server.registerTool('test_simple_text', noInput, () => text('This is a simple text response for testing.'));
  server.registerTool('test_image_content', noInput, () => ({ content: [image] }));
  server.registerTool('test_audio_content', noInput, () => ({
    content: [{ type: 'audio', data: emptyWav, mimeType: 'audio/wav' }],
  }));
  server.registerTool('test_embedded_resource', noInput, () => ({
    content: [
      {
        type: 'resource',
        resource: {
          uri: 'test://embedded-resource',
          mimeType: 'text/plain',
          text: 'This is an embedded resource content.',
        },
      },
    ],
  }));
  server.registerTool('test_multiple_content_types', noInput, () => ({
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      image,
      {
        type: 'resource',
        resource: {
          uri: 'test://mixed-content-resource',
          mimeType: 'application/json',
          text: '{"test":"data","value":123}',
        },
      },
    ],
  }));
  // Our own error path, with a fault that was never coded.
  server.registerTool('test_error_handling', noInput, () =>
    toErrorResult(new Error('This tool intentionally returns an error for testing')),
  );
};

const addTalkativeTools = (server: McpServer): void => {
  const noInput = { description: 'Sends notifications while it works.', inputSchema: z.strictObject({}) };
  const log = async (context: ServerContext) => {
    for (const line of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await context.mcpReq.log('info', line);
      await sleep(50);
    }
    return text('The lines were sent.');
  };
  server.registerTool('test_tool_with_logging', noInput, (_args, context) => log(context));
  server.registerTool('test_logging_tool', noInput, (_args, context) => log(context));
  server.registerTool('test_tool_with_progress', noInput, async (_args, { mcpReq }) => {
    const progressToken = mcpReq._meta?.progressToken;
    for (const progress of [0, 50, 100]) {
      if (progressToken !== undefined) {
        const params = { progressToken, progress, total: 100 };
        await mcpReq.notify({ method: 'notifications/progress', params });
      }
      await sleep(50);
    }
    return text('The progress was sent.');
  });
  server.registerTool('test_reconnection', noInput, async (_args, { http }) => {
    http?.closeSSE?.();
    await sleep(100);
    return text('The stream was closed and the call went on.');
  });
};

/** As the suite wants to get it back, every keyword kept. */
const schema2020 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};

const addSchemaTools = (server: McpServer): void => {
  const description = 'Shows a schema.';
  server.registerTool(
    'json_schema_2020_12_tool',
    { description, inputSchema: fromJsonSchema(schema2020) },
    (args) => text(JSON.stringify(args)),
  );
  const withHeader = {
    type: 'object',
    properties: { region: { type: 'string', 'x-mcp-header': 'Region' } },
    required: ['region'],
  };
  server.registerTool(
    'test_custom_header',
    { description, inputSchema: fromJsonSchema(withHeader) },
    (args) => text(JSON.stringify(args)),
  );
};

const addChangeTools = (server: McpServer, announce: (what: 'tools' | 'prompts') => void): void => {
  const noInput = { description: 'Says that a list has changed.', inputSchema: z.strictObject({}) };
  server.registerTool('test_trigger_tool_change', noInput, () => {
    announce('tools');
    return text('The tools have changed.');
  });
  server.registerTool('test_trigger_prompt_change', noInput, () => {
    announce('prompts');
    return text('The prompts have changed.');
  });
};

const plain = (uri: string, said: string): ReadResourceResult => ({
  contents: [{ uri, mimeType: 'text/plain', text: said }],
});

const addResources = (server: McpServer): void => {
  const description = 'For the suite.';
  server.registerResource(
    'static-text',
    'test://static-text',
    { description, mimeType: 'text/plain' },
    ({ href }) => plain(href, 'This is the content of the static text resource.'),
  );
  server.registerResource(
    'watched',
    'test://watched-resource',
    { description, mimeType: 'text/plain' },
    ({ href }) => plain(href, 'Watched resource content'),
  );
  server.registerResource(
    'static-binary',
    'test://static-binary',
    { description, mimeType: 'image/png' },
    ({ href }) => ({
      contents: [{ uri: href, mimeType: 'image/png', blob: onePixelPng }],
    }),
  );
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { description, mimeType: 'application/json' },
    ({ href }, { id }) => ({
      contents: [
        {
          uri: href,
          mimeType: 'application/json',
          text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${String(id)}` }),
        },
      ],
    }),
  );
};

const addPrompts = (server: McpServer): void => {
  const user = 'user' as const;
  const description = 'For the suite.';
  const say = (said: string) => ({ role: user, content: { type: 'text' as const, text: said } });
  server.registerPrompt('test_simple_prompt', { description }, () => ({
    messages: [say('This is a simple prompt for testing.')],
  }));
  const argsSchema = z.object({ arg1: z.string(), arg2: z.string() });
  server.registerPrompt('test_prompt_with_arguments', { description, argsSchema }, ({ arg1, arg2 }) => ({
    messages: [say(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  }));
  const withUri = { description, argsSchema: z.object({ resourceUri: z.string() }) };
  server.registerPrompt('test_prompt_with_embedded_resource', withUri, ({ resourceUri: uri }) => ({
    messages: [
      {
        role: user,
        content: {
          type: 'resource',
          resource: { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
        },
      },
      say('Please process the embedded resource above.'),
    ],
  }));
  server.registerPrompt('test_prompt_with_image', { description }, () => ({
    messages: [{ role: user, content: image }, say('Please analyze the image above.')],
  }));
};

export const addContentFixtures = (
  server: McpServer,
  announce: (what: 'tools' | 'prompts') => void,
): void => {
  addContentTools(server);
  addTalkativeTools(server);
  addSchemaTools(server);
  addChangeTools(server, announce);
  addResources(server);
  addPrompts(server);
};
