// How each client is told of the server: the one source of the README's entries and one-click badges.

const command = { npx: ['npx', '-y', 'reelwright'], clone: ['node', '/path/to/reelwright/dist/src/main.js'] };

const entry = ([program, ...args]) => ({ command: program, args });
const json = (value) => `\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``;
const shell = (line) => `\`\`\`sh\n${line}\n\`\`\``;

const servers = (how) => json({ mcpServers: { reelwright: entry(command[how]) } });

const clients = [
  { title: '<b>Claude Desktop</b>: Settings → Developer → Edit Config', block: servers },
  {
    title: '<b>Claude Code</b>',
    block: (how) => shell(`claude mcp add reelwright -- ${command[how].join(' ')}`),
  },
  {
    title: '<b>VS Code</b>: <code>.vscode/mcp.json</code>',
    block: (how) => json({ servers: { reelwright: { type: 'stdio', ...entry(command[how]) } } }),
  },
  { title: '<b>Cursor</b>: <code>~/.cursor/mcp.json</code>', block: servers },
  {
    title: '<b>Codex</b>: <code>~/.codex/config.toml</code>',
    block: (how) => {
      const [program, ...args] = command[how];
      return `\`\`\`toml\n[mcp_servers.reelwright]\ncommand = ${JSON.stringify(program)}\nargs = [${args.map((one) => JSON.stringify(one)).join(', ')}]\n\`\`\``;
    },
  },
];

const details = (title, body, open = false) =>
  `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${body}\n</details>`;

/** The entries for a clone of the repository. */
export const cloneEntries = () =>
  clients.map(({ title, block }, index) => details(title, block('clone'), index === 0)).join('\n\n');

/** The entries that need nothing but Node.js, once there is a release. */
export const npxEntries = () =>
  [
    ...clients.map(({ title, block }) => details(title, block('npx'))),
    details(
      '<b>Windows</b>, in any of these',
      json({ mcpServers: { reelwright: entry(['cmd', '/c', ...command.npx]) } }),
    ),
  ].join('\n\n');

const badge = (client, colour, logo, address) =>
  `[![Install in ${client}](https://img.shields.io/badge/${encodeURIComponent(client)}-install-${colour}?logo=${logo}&logoColor=white)](${address})`;

/** Badges that install with one click. */
export const badges = () => {
  const config = entry(command.npx);
  const vsCode = encodeURIComponent(JSON.stringify({ name: 'reelwright', ...config }));
  const cursor = encodeURIComponent(Buffer.from(JSON.stringify(config)).toString('base64'));
  return [
    badge(
      'VS Code',
      '0098FF',
      'visualstudiocode',
      `https://insiders.vscode.dev/redirect?url=${encodeURIComponent(`vscode:mcp/install?${vsCode}`)}`,
    ),
    badge('Cursor', '000000', 'cursor', `https://cursor.com/en/install-mcp?name=reelwright&config=${cursor}`),
  ].join('\n');
};
