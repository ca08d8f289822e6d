#!/usr/bin/env node
/** The composition root: hands the MCP surface to the commands. Everything is loaded when it is needed. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Reelwright needs Node.js 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  // Before anything else is loaded, since any library may print as it loads.
  const { claimStdout } = await import('./mcp/stdout.js');
  const stdout = claimStdout();
  const { runCommand } = await import('./cli/run-command.js');
  process.exitCode = await runCommand(process.argv.slice(2), {
    stdout,
    loadSurface: async () => {
      const [{ tools }, { resources }, { prompts }] = await Promise.all([
        import('../tools/index.js'),
        import('../resources/index.js'),
        import('../prompts/index.js'),
      ]);
      return { tools, resources, prompts };
    },
  });
  // Whatever still holds the process open by now has had its chance to close.
  setTimeout(() => process.exit(), 1_000).unref();
}
