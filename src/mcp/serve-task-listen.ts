import type { RequestId, TaskListen } from './task-listens.js';
import { acknowledgeTasks, toTaskNotification } from './task-listens.js';
import type { TaskUpdates } from './task-updates.js';
import { whenSent } from './when-sent.js';

/**
 * The documents a listen asks for beside its tasks. The SDK ends one that asks for nothing it knows of, so these stand
 * in for the tasks; nothing ever changes under such a name.
 */
const standIns = (taskIds: readonly string[]): string[] => taskIds.map((id) => `task:${id}`);

type ListenBody = { readonly params: { readonly notifications: Record<string, unknown> } };

/** The request as the SDK shall see it. */
export const withStandIns = (body: unknown, taskIds: readonly string[]): unknown => {
  const { params, ...rest } = body as ListenBody;
  const { resourceSubscriptions, ...others } = params.notifications;
  const documents = Array.isArray(resourceSubscriptions) ? resourceSubscriptions : [];
  return {
    ...rest,
    params: {
      ...params,
      notifications: { ...others, resourceSubscriptions: [...documents, ...standIns(taskIds)] },
    },
  };
};

const toFrame = (message: unknown): Uint8Array =>
  new TextEncoder().encode(`event: message\ndata: ${JSON.stringify(message)}\n\n`);

/** The message in a frame of an event stream, of which the SDK hands out one at a time. */
const readFrame = (frame: Uint8Array): unknown =>
  JSON.parse(/^data: (.*)$/m.exec(new TextDecoder().decode(frame))?.[1] ?? 'null');

/** The SDK's stream of changes, with the tasks in its acknowledgement, and word of them after it. */
export const addTasks = (
  response: Response,
  { id, taskIds, updates }: Pick<TaskListen, 'taskIds'> & { id: RequestId; updates: TaskUpdates },
): Response => {
  if (response.headers.get('content-type') !== 'text/event-stream' || response.body === null) {
    return response;
  }
  let release: (() => void) | undefined;
  const stream = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(frame, controller) {
        if (release !== undefined) {
          controller.enqueue(frame);
          return;
        }
        controller.enqueue(toFrame(acknowledgeTasks(readFrame(frame), taskIds, standIns(taskIds))));
        release = updates.follow(taskIds, (task) =>
          controller.enqueue(toFrame(toTaskNotification(task, id))),
        );
      },
    }),
  );
  const { status, statusText, headers } = response;
  return whenSent(new Response(stream, { status, statusText, headers }), () => release?.());
};
