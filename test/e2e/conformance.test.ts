import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import * as z from 'zod';
import { compileChild } from '../support/compile-child.js';
import { protocolTools } from '../support/protocol-tools.js';

const entry = compileChild('../../conformance/serve');
const baselines = resolve(import.meta.dirname, '../conformance');
const revisions = ['2025-11-25', '2026-07-28'] as const;
type Revision = (typeof revisions)[number];

const servers: ChildProcess[] = [];
afterAll(() => {
  for (const server of servers) {
    server.kill();
  }
});

/** Starts a server of the kind and resolves with its address. */
const startServer = async (kind: 'fixtures' | 'product'): Promise<string> => {
  const server = spawn(process.execPath, [entry(), kind], { stdio: ['ignore', 'pipe', 'inherit'] });
  servers.push(server);
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  return z.object({ url: z.url() }).parse(JSON.parse(line)).url;
};

type Verdict = { readonly exitCode: number | undefined; readonly report: string };

/** Runs the scenarios that a revision requires. What fails and is not in the baseline, or passes though it is, fails the run. */
const judge = async (kind: 'fixtures' | 'product', revision: Revision): Promise<Verdict> => {
  const baseline = kind === 'fixtures' ? 'none.yml' : `product-${revision}.yml`;
  const url = await startServer(kind);
  const args = [
    'server',
    '--url',
    url,
    '--requirements',
    revision,
    '--expected-failures',
    `${baselines}/${baseline}`,
  ];
  const { exitCode, stdout, stderr } = await execa(protocolTools.node, [protocolTools.conformance, ...args], {
    reject: false,
    timeout: 150_000,
  });
  return { exitCode, report: `${stdout}\n${stderr}` };
};

const verdicts = new Map<string, Verdict>();
beforeAll(async () => {
  const runs = revisions.flatMap((revision) =>
    (['fixtures', 'product'] as const).map(async (kind) => {
      verdicts.set(`${kind} ${revision}`, await judge(kind, revision));
    }),
  );
  await Promise.all(runs);
}, 180_000);

/** Passed and failed checks of each scenario, out of the summary. */
const scoresIn = (report: string): Map<string, { passed: number; failed: number }> =>
  new Map(
    [...report.matchAll(/^[✓✗] ([\w-]+): (\d+) passed, (\d+) failed/gmu)].map(
      ([, name = '', passed, failed]) => [name, { passed: Number(passed), failed: Number(failed) }],
    ),
  );

/** The scenarios that count towards a revision, as the suite's own list has them. */
const requiredBy = async (revision: Revision): Promise<string[]> => {
  const text = await readFile(
    resolve(protocolTools.conformance, '../../requirements', `${revision}.yaml`),
    'utf8',
  );
  const [, list = ''] = /^server:\n((?: {2}- .*\n| *#.*\n|\n)*)/m.exec(text) ?? [];
  return [...list.matchAll(/^ {2}- ([\w-]+)/gm)].map(([, name = '']) => name);
};

describe.each([
  ['2025-11-25', 30],
  ['2026-07-28', 37],
] as const)('the official suite for %s', (revision, scenarios) => {
  test('passes whole on our transport, with the fixtures it asks for and no exceptions', async () => {
    const { exitCode, report } = verdicts.get(`fixtures ${revision}`) ?? {};
    const scores = scoresIn(report ?? '');
    const required = await requiredBy(revision);
    expect(required).toHaveLength(scenarios);
    expect(required.filter((name) => scores.get(name)?.failed !== 0)).toEqual([]);
    expect({ exitCode, report: exitCode === 0 ? '' : report }).toEqual({ exitCode: 0, report: '' });
  });

  test('fails on the product itself only where it asks for fixtures', () => {
    const { exitCode, report } = verdicts.get(`product ${revision}`) ?? {};
    expect({ exitCode, report: exitCode === 0 ? '' : report }).toEqual({ exitCode: 0, report: '' });
  });
});

test('the tasks extension passes all checks of the suite but one', () => {
  const scores = scoresIn(verdicts.get('fixtures 2026-07-28')?.report ?? '');
  const tasks = [...scores].filter(([name]) => name.startsWith('tasks-'));
  // A tool of ours never needs the extension, so there is none to refuse a client without it.
  expect(tasks.filter(([, { failed }]) => failed > 0).map(([name]) => name)).toEqual([
    'tasks-required-task-error',
  ]);
  expect(tasks.reduce((sum, [, { passed }]) => sum + passed, 0)).toBeGreaterThanOrEqual(41);
});
