import type { Analysis } from '../review/analyse-step.js';
import { toSnakeCase } from './snake-case.js';

export type AnalysisType = 'quality' | 'content' | 'performance' | 'full';

export type AnalysisResults = {
  quality_score: number | null;
  recommendations: string[];
  analysis_results: Record<string, unknown>;
};

/** How many findings and stretches are told. */
const most = 20;
/** A viewer who hears and sees nothing new by then has gone. */
const openingSec = 3;
/** Short films hold attention with another picture at least this often; a slower one needs a reason. */
const leastChangesPerMinute = 4;

const qualityOf = ({ report }: Analysis): Record<string, unknown> => ({
  passed: report.passed,
  durationSec: report.durationSec,
  widthPx: report.widthPx,
  heightPx: report.heightPx,
  framesPerSec: report.framesPerSec,
  videoCodec: report.videoCodec,
  audioCodec: report.audioCodec,
  decodedClean: report.decodedClean,
  loudnessLufs: report.loudnessLufs,
  truePeakDbtp: report.truePeakDbtp,
  picture: report.picture,
  bitrates: report.bitrates,
  sync: report.sync,
  parts: report.quality?.parts,
  findings: report.findings.slice(0, most).map(({ severity, message }) => `${severity}: ${message}`),
});

const contentOf = ({ report, content, words }: Analysis): Record<string, unknown> => ({
  ...content,
  words,
  captions: report.captions,
  blackStretches: report.blackStretches.slice(0, most),
  frozenStretches: report.frozenStretches.slice(0, most),
  silentStretches: report.silentStretches.slice(0, most),
});

const performanceOf = ({ report, content, words, delivery }: Analysis): Record<string, unknown> => ({
  firstSoundSec: content?.firstSoundSec,
  firstChangeSec: content?.firstChangeSec,
  firstCaptionSec: words?.firstCaptionSec,
  cutsPerMinute: content?.cutsPerMinute,
  changesPerMinute: content?.changesPerMinute,
  wordsPerMinute: words?.perMinute,
  startsFast: delivery.startsFast,
  megabytesPerMinute: delivery.megabytesPerMinute,
  sizeBytes: report.sizeBytes,
  platforms: delivery.platforms,
});

const contentAdvice = ({ report, words }: Analysis): string[] => [
  ...(words === undefined && report.audioCodec !== 'none'
    ? ['No subtitles lie beside the file: most people watch without sound, so add captions.']
    : []),
  ...(report.captions !== undefined && report.captions.fastestCharactersPerSec > 25
    ? ['Some captions pass faster than they can be read: show them longer or shorten them.']
    : []),
];

const performanceAdvice = ({ content, delivery }: Analysis): string[] => [
  ...(content?.firstSoundSec !== undefined && content.firstSoundSec > openingSec
    ? [`Nothing is heard for the first ${content.firstSoundSec} s: begin with the voice.`]
    : []),
  ...(content !== undefined && content.changesPerMinute < leastChangesPerMinute && content.motion < 0.3
    ? ['The picture hardly changes: cut more often, or bring motion into it.']
    : []),
  ...(delivery.startsFast === false
    ? ['The index is at the end of the file, so it cannot play while it loads: export with fast start.']
    : []),
  ...(delivery.platforms.some(({ fits }) => fits)
    ? []
    : ['It fits none of the usual platforms as it is: see platforms for the reasons.']),
];

const parts: Readonly<
  Record<Exclude<AnalysisType, 'full'>, (analysis: Analysis) => Record<string, unknown>>
> = { quality: qualityOf, content: contentOf, performance: performanceOf };

const adviceFor = (analysis: Analysis, type: AnalysisType): string[] => [
  ...(type === 'quality' || type === 'full' ? (analysis.report.quality?.recommendations ?? []) : []),
  ...(type === 'content' || type === 'full' ? contentAdvice(analysis) : []),
  ...(type === 'performance' || type === 'full' ? performanceAdvice(analysis) : []),
];

const withoutUndefined = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));

/** The part of an analysis that was asked for. */
export const selectResults = (analysis: Analysis, type: AnalysisType): AnalysisResults => {
  const results =
    type === 'full'
      ? Object.fromEntries(
          Object.entries(parts).map(([name, select]) => [name, withoutUndefined(select(analysis))]),
        )
      : withoutUndefined(parts[type](analysis));
  return {
    quality_score: analysis.report.quality?.score ?? null,
    recommendations: adviceFor(analysis, type),
    analysis_results: { ...(toSnakeCase(results) as object) },
  };
};

export const describeAnalysis = (
  file: string,
  { quality_score: score, recommendations }: AnalysisResults,
): string =>
  [
    `${file}: ${score === null ? 'no score could be given' : `${score} of 10`}.`,
    ...(recommendations.length === 0 ? ['Nothing stands out that should be improved.'] : recommendations),
  ].join('\n');
