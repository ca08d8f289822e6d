import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { InputError } from '../src/errors/index.js';
import { describeAnalysis, selectResults } from '../src/mcp/analysis.js';
import { defineTool } from '../src/mcp/tool.js';

/** Hosts end a call after 60 s; the work goes on and the next call finds it. */
const timeoutMs = 35_000;

const toPath = (uri: string): string => {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(uri) || /^[a-z]:[\\/]/i.test(uri)) {
    return uri;
  }
  try {
    return fileURLToPath(uri);
  } catch (error) {
    throw new InputError('INPUT_INVALID', 'Only videos on this computer can be looked at.', {
      hint: 'Give an absolute path or a file:// URL.',
      cause: error,
    });
  }
};

export const analyzeVideoContent = defineTool({
  name: 'analyze_video_content',
  title: 'Analyse video',
  description: {
    summary:
      'Measures a video file and says what is wrong with it: sharpness, exposure, loudness, black or frozen stretches, captions, cuts, platform fit.',
    useWhen:
      'the person asks how good a video is, what to improve, or whether it fits a platform. Any local video will do.',
    doNotUse: 'right after create_video: its own review is in the result already.',
    examples: [
      '{"video_uri": "/home/ana/Videos/clip.mp4"}',
      '{"video_uri": "file:///home/ana/Videos/clip.mp4", "analysis_type": "performance"}',
    ],
  },
  kind: 'read',
  input: z.strictObject({
    video_uri: z.string().min(1).max(4096).describe('Absolute path or file:// URL.'),
    analysis_type: z
      .enum(['quality', 'content', 'performance', 'full'])
      .default('full')
      .describe(
        'quality: picture and sound; content: cuts, motion, words; performance: opening, pace, platforms.',
      ),
  }),
  output: z.strictObject({
    status: z.enum(['done', 'running']).describe('running: call again with the same parameters.'),
    progress: z.number().min(0).max(1),
    file: z.string(),
    quality_score: z.number().min(0).max(10).nullable(),
    recommendations: z.array(z.string()).describe('Worst first.'),
    analysis_results: z
      .record(z.string(), z.unknown())
      .describe('What was measured, with units in the names.'),
  }),
  async run({ video_uri: uri, analysis_type: type }, { studio, signal, reportProgress }) {
    const found = await (await studio()).analyseVideo(toPath(uri), { timeoutMs, signal });
    if (found.state === 'running') {
      reportProgress(found.progress, 'measuring');
      return {
        structured: {
          status: 'running' as const,
          progress: found.progress,
          file: found.file,
          quality_score: null,
          recommendations: [],
          analysis_results: {},
        },
        text: `Still measuring, ${Math.floor(found.progress * 100)} % done. Call analyze_video_content again with the same parameters.`,
      };
    }
    const results = selectResults(found.analysis, type);
    return {
      structured: { status: 'done' as const, progress: 1, file: found.file, ...results },
      text: describeAnalysis(found.file, results),
    };
  },
});
