import * as z from 'zod';
import { toJsonSchema } from '../../src/mcp/json-schema.js';
import { tools } from '../../tools/index.js';
import type { TestClient, ToolCallResult } from './mcp-clients.js';

/** What the model says where a prompt leaves it a choice: values for parameters, by tool. */
export type Lines = Readonly<Record<string, (earlier: readonly ToolCallResult[]) => Record<string, unknown>>>;

const endedSchema = z.looseObject({ status: z.string(), error: z.unknown() });
const taskSchema = z.looseObject({
  task_id: z.string().optional(),
  batch_id: z.string().optional(),
  tasks: z.array(z.looseObject({ task_id: z.string() })).optional(),
});

const parametersOf = (name: string): string[] => {
  const tool = tools.find((one) => one.name === name);
  return Object.keys(toJsonSchema(tool?.input ?? z.object({}), 'input')['properties'] ?? {});
};

/** Words in snake_case are names of tools, of their parameters, or of values; none may be made up. */
const refuseInventions = (step: string, called: string): void => {
  const known = [...tools.map(({ name }) => name), ...parametersOf(called), 'task_id', 'batch_id'];
  const words = step.replaceAll(/"[^"]*"/g, '').match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
  const invented = words.filter((word) => !known.includes(word));
  if (invented.length > 0) {
    throw new Error(`step names what is not there: ${invented.join(', ')} in: ${step}`);
  }
};

/** The parameters whose values a step dictates, as `name "value"` or `name number`. */
const dictated = (step: string, called: string): Record<string, unknown> =>
  Object.fromEntries(
    parametersOf(called).flatMap((name) => {
      const text = new RegExp(`\\b${name} "([^"]+)"`).exec(step)?.[1];
      const number = new RegExp(`\\b${name} (\\d+)\\b`).exec(step)?.[1];
      const json = new RegExp(`\\b${name} ([[{][^.]*[\\]}])(?= and | |\\.|$)`).exec(step)?.[1];
      if (text !== undefined) {
        return [[name, text]];
      }
      if (number !== undefined) {
        return [[name, Number(number)]];
      }
      return json === undefined || json.includes('...') ? [] : [[name, JSON.parse(json)]];
    }),
  );

const latestTask = (earlier: readonly ToolCallResult[]): string => {
  for (const { structured } of earlier.toReversed()) {
    const { task_id: taskId, batch_id: batchId, tasks } = taskSchema.parse(structured);
    const latest = batchId ?? tasks?.at(-1)?.task_id ?? taskId;
    if (latest !== undefined) {
      return latest;
    }
  }
  throw new Error('there is no task to wait for');
};

const waitFor = async (client: TestClient, taskId: string): Promise<ToolCallResult> => {
  for (;;) {
    const result = await client.callTool('wait_for_video', { task_id: taskId, timeout_sec: 40 });
    const { status, error } = endedSchema.parse(result.structured);
    if (!['queued', 'running'].includes(status)) {
      if (status !== 'succeeded') {
        throw new Error(`the film of ${taskId} ended as ${status}: ${JSON.stringify(error)}`);
      }
      return result;
    }
  }
};

const calledIn = (step: string): string | undefined => /\b[Cc]all ([a-z]+(?:_[a-z]+)+)\b/.exec(step)?.[1];

/**
 * Follows a prompt as a model would that takes every step at its word: calls the tools it names, with the values it
 * dictates and otherwise its own lines, and waits where it says so. Throws where a step cannot be followed.
 */
export const followPrompt = async (
  client: TestClient,
  prompt: string,
  lines: Lines,
): Promise<ToolCallResult[]> => {
  const results: ToolCallResult[] = [];
  for (const step of prompt.split('\n').filter((line) => /^\d+\. /.test(line))) {
    const name = calledIn(step);
    if (name === undefined) {
      continue;
    }
    refuseInventions(step, name);
    if (name === 'wait_for_video') {
      results.push(await waitFor(client, latestTask(results)));
      continue;
    }
    const own = lines[name]?.(results) ?? {};
    const given = { task_id: undefined, ...own, ...dictated(step, name) };
    const takesTask = parametersOf(name).includes('task_id');
    const args = takesTask ? { ...given, task_id: given.task_id ?? latestTask(results) } : own;
    const result = await client.callTool(name, takesTask ? args : { ...own, ...dictated(step, name) });
    if (result.isError) {
      throw new Error(`${name} failed: ${result.text}`);
    }
    results.push(result);
  }
  return results;
};
