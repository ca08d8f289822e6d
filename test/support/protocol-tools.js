/**
 * The official conformance suite and MCP Inspector, with the Node.js 22 that both need. They are kept beside the test
 * packs, outside node_modules, and fetched once.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const packages = {
  node: '22.23.3',
  '@modelcontextprotocol/conformance': '0.2.0-alpha.12',
  '@modelcontextprotocol/inspector': '2.12.0',
};

const home = process.env.REELWRIGHT_TEST_HOME ?? join(homedir(), '.cache', 'reelwright-test');
const name = createHash('sha256').update(JSON.stringify(packages)).digest('hex').slice(0, 12);
const directory = join(home, 'conformance', name);
const modules = join(directory, 'node_modules');

export const protocolTools = {
  node: join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
  conformance: join(modules, '@modelcontextprotocol/conformance/dist/index.js'),
  inspector: join(modules, '@modelcontextprotocol/inspector/clients/launcher/build/index.js'),
};

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

const npm = (args, cwd) => {
  const script = process.env.npm_execpath;
  return script === undefined ? run('npm', args, { cwd }) : run(process.execPath, [script, ...args], { cwd });
};

/** Fetches them, where they are not there yet. What is there is complete: the directory appears by rename. */
export const installProtocolTools = async () => {
  if (await exists(directory)) {
    return;
  }
  process.stderr.write('Fetching the conformance suite for the tests ...\n');
  const draft = `${directory}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  await writeFile(join(draft, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
  await npm(['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'], draft);
  const node = join(draft, 'node_modules', 'node');
  if (!(await exists(join(node, 'bin')))) {
    // npm was told to run no scripts, and this one puts the executable in its place.
    await run(process.execPath, ['installArchSpecificPackage.js'], { cwd: node });
  }
  try {
    await rename(draft, directory);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(directory))) {
      throw error;
    }
  }
};
