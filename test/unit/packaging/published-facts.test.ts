import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';

const readJson = (name: string): unknown =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../..', name), 'utf8'));

const packageSchema = z.looseObject({ name: z.string(), version: z.string(), mcpName: z.string() });

/**
 * What the MCP registry takes, by its published schema of 2025-12-11; strict where that is open, so that a
 * misspelt field is found here.
 */
const serverSchema = z.strictObject({
  $schema: z.literal('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
  name: z
    .string()
    .min(3)
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version: z
    .string()
    .max(255)
    .regex(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/),
  packages: z
    .array(
      z.strictObject({
        registryType: z.enum(['npm', 'mcpb']),
        identifier: z.string().min(1),
        version: z
          .string()
          .min(1)
          .regex(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/),
        runtimeHint: z.string(),
        transport: z.strictObject({ type: z.literal('stdio') }),
        environmentVariables: z.array(
          z.strictObject({
            name: z.string().regex(/^REELWRIGHT_[A-Z0-9_]+$/),
            description: z.string().min(1),
            isRequired: z.boolean(),
            isSecret: z.literal(true).optional(),
            format: z.enum(['string', 'number', 'boolean', 'filepath']),
          }),
        ),
      }),
    )
    .min(1),
});

const manifestSchema = z.looseObject({
  version: z.string(),
  server: z.looseObject({
    mcp_config: z.looseObject({ env: z.record(z.string(), z.string()) }),
  }),
  user_config: z.record(z.string(), z.looseObject({ sensitive: z.boolean().optional() })),
});

describe('what is published', () => {
  const packageJson = packageSchema.parse(readJson('package.json'));
  const server = serverSchema.parse(readJson('server.json'));
  const manifest = manifestSchema.parse(readJson('manifest.json'));

  test('has one version and one name everywhere', () => {
    expect(manifest.version).toBe(packageJson.version);
    expect(server.version).toBe(packageJson.version);
    expect(server.packages.map(({ version }) => version)).toEqual([packageJson.version]);
    expect(server.packages.map(({ identifier }) => identifier)).toEqual([packageJson.name]);
    expect(server.name).toBe(packageJson.mcpName);
  });

  test('asks for the same settings in a bundle as in the registry, and masks the same keys', () => {
    const inRegistry = server.packages.flatMap(({ environmentVariables }) => environmentVariables);
    const { env } = manifest.server.mcp_config;
    expect(Object.keys(env).toSorted()).toEqual(inRegistry.map(({ name }) => name).toSorted());
    for (const { name, isSecret } of inRegistry) {
      const option = /^\$\{user_config\.(\w+)\}$/.exec(env[name] ?? '')?.[1] ?? '';
      expect([name, manifest.user_config[option]?.sensitive]).toEqual([name, isSecret]);
    }
  });
});
