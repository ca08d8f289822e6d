import * as z from 'zod';
import { taskIdParameter } from '../src/mcp/parameters.js';
import { defineTool } from '../src/mcp/tool.js';
import { maxChunkBytes, readVideoChunk } from '../src/mcp/video-bytes.js';

export const readVideoBytes = defineTool({
  name: 'read_video_bytes',
  title: 'Read video bytes',
  description: {
    summary: 'Hands a part of a finished video to the panel that plays it.',
    useWhen: 'you are the panel. Hosts hide this tool from models.',
    doNotUse: 'in a conversation: the path of the video is all that a person needs.',
    examples: ['{"task_id": "task-7f3k2m", "offset_bytes": 0, "length_bytes": 524288}'],
  },
  kind: 'read',
  panel: 'only',
  maxResultBytes: 1_000_000,
  input: z.strictObject({
    task_id: taskIdParameter,
    offset_bytes: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
    length_bytes: z.int().min(1).max(maxChunkBytes).default(maxChunkBytes),
  }),
  output: z.strictObject({
    data: z.string().describe('Base64.'),
    offset_bytes: z.int(),
    length_bytes: z.int().describe('Fewer than asked for at the end of the video.'),
    total_bytes: z.int(),
    mime_type: z.string(),
  }),
  async run({ task_id: id, offset_bytes: offsetBytes, length_bytes: lengthBytes }, { studio }) {
    const task = await (await studio()).getTask(id);
    const { bytes, totalBytes, mimeType } = await readVideoChunk(task, { offsetBytes, lengthBytes });
    return {
      structured: {
        data: Buffer.from(bytes).toString('base64'),
        offset_bytes: offsetBytes,
        length_bytes: bytes.length,
        total_bytes: totalBytes,
        mime_type: mimeType,
      },
      text: `Bytes ${offsetBytes} to ${offsetBytes + bytes.length} of ${totalBytes}.`,
    };
  },
});
