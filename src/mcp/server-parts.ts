import type { McpServer } from '@modelcontextprotocol/server';
import type { Logger } from '../observability/logger.js';
import type { Studio } from '../studio/studio.js';
import type { CallGate } from './call-gate.js';
import type { ReadContext, SettingLine, VoiceName } from './context.js';
import type { PromptDefinition } from './prompt.js';
import type { ResourceDefinition } from './resource.js';
import type { ResourceUpdates } from './resource-updates.js';
import type { ToolDefinition } from './tool.js';

export type McpServerParts = {
  /** Called for each tool call and resource read, never before; opens the studio the first time. */
  readonly studio: () => Promise<Studio>;
  /** Called to complete the name of a voice or a language; none if absent. */
  readonly voices?: () => Promise<readonly VoiceName[]>;
  /** None if absent. */
  readonly settings?: readonly SettingLine[];
  readonly tools: readonly ToolDefinition[];
  readonly resources: readonly ResourceDefinition[];
  readonly prompts: readonly PromptDefinition[];
  readonly version: string;
  readonly logger: Logger;
  readonly now?: () => Date;
  /**
   * Signs what a client carries for us between the rounds of one call; 32 bytes. Where every request has a server of
   * its own, all of them need the same; drawn for this server alone when absent.
   */
  readonly stateKey?: Uint8Array;
};

/** What the servers of one client have in common. */
export type Connection = {
  /** Limits the calls of the client; of this server alone if absent. */
  readonly calls?: CallGate;
  /** Told of documents that change; nobody can subscribe if absent. */
  readonly updates?: ResourceUpdates;
};

/** Makes a server: for a connection, or for a single request where the protocol keeps none. */
export type CreateServer = (connection: Connection) => McpServer;

export const toReadContext = ({
  studio,
  voices,
  settings = [],
  now = () => new Date(),
}: McpServerParts): ReadContext => ({
  studio,
  voices: voices ?? (async () => []),
  settings: () => settings,
  now,
});
