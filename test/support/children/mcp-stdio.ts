// An MCP server over stdio with a studio in memory, for tests of what happens around the protocol.
import { prompts } from '../../../prompts/index.js';
import { resources } from '../../../resources/index.js';
import { createMcpServer } from '../../../src/mcp/server.js';
import { serveMcpOverStdio } from '../../../src/mcp/stdio.js';
import { claimStdout } from '../../../src/mcp/stdout.js';
import { silentLogger } from '../../../src/observability/logger.js';
import { tools } from '../../../tools/index.js';
import { createFakeStudio } from '../fake-studio.js';

const [, , shutdownMs = '0'] = process.argv;
const { stream: stdout } = claimStdout();
const studio = createFakeStudio();

// biome-ignore lint/suspicious/noConsole: where it goes is what is tested
console.log('chatter on the console');
process.stdout.write('a stray write\n');

await serveMcpOverStdio({
  createServer: () =>
    createMcpServer({
      studio: async () => {
        process.stdout.write('studio opened\n');
        return studio;
      },
      tools,
      resources,
      prompts,
      version: '1.2.3',
      logger: silentLogger,
    }),
  shutdown: async () => {
    process.stdout.write('shutting down\n');
    await new Promise((resolve) => setTimeout(resolve, Number(shutdownMs)));
    process.stdout.write('shut down\n');
  },
  stdout,
  logger: silentLogger,
  shutdownTimeoutMs: 400,
});
process.exit(0);
