import {
  CLIENT_CAPABILITIES_META_KEY,
  LOG_LEVEL_META_KEY,
  type LoggingLevel,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';

const capabilitiesSchema = z.object({
  elicitation: z.object({ form: z.unknown().optional(), url: z.unknown().optional() }).optional(),
  sampling: z.unknown().optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
});
/** What of a client's capabilities makes a difference here. */
export type ClientCapabilities = z.infer<typeof capabilitiesSchema>;

/** Lightest first; RFC 5424, section 6.2.1. */
export const logLevels = [
  'debug',
  'info',
  'notice',
  'warning',
  'error',
  'critical',
  'alert',
  'emergency',
] as const satisfies readonly LoggingLevel[];

const envelopeSchema = z.object({
  [CLIENT_CAPABILITIES_META_KEY]: capabilitiesSchema.optional().catch(undefined),
  [LOG_LEVEL_META_KEY]: z.enum(logLevels).optional().catch(undefined),
});

/** What a request of the 2026 era says of its client; nothing of it in a request of the 2025 era. */
export const readEnvelope = ({
  mcpReq,
}: ServerContext): {
  readonly capabilities: ClientCapabilities | undefined;
  readonly logLevel: LoggingLevel | undefined;
} => {
  const { data = {} } = envelopeSchema.safeParse(mcpReq.envelope ?? {});
  return { capabilities: data[CLIENT_CAPABILITIES_META_KEY], logLevel: data[LOG_LEVEL_META_KEY] };
};

/** The same of a client that said so at the start of its connection. */
export const toClientCapabilities = (declared: unknown): ClientCapabilities =>
  capabilitiesSchema.safeParse(declared).data ?? {};
