import type { Logger } from '../observability/logger.js';
import type { ScriptModel } from '../script/model/model.js';
import type { Studio } from '../studio/studio.js';
import type { Ask } from './ask.js';
import type { TellClient } from './client-log.js';

/** Tells the client how far a call has come; `fraction` is 0 to 1. Does nothing when nobody asked. */
export type ReportProgress = (fraction: number, message: string) => void;

/** A voice, as far as completing its name needs it. */
export type VoiceName = { readonly id: string; readonly language: string };

/** A setting as it may be shown. */
export type SettingLine = { readonly key: string; readonly value: string; readonly origin: string };

/** What a resource or a completion may use. */
export type ReadContext = {
  /** Opens the studio on first use: nothing is opened or written for a host that only lists what there is. */
  readonly studio: () => Promise<Studio>;
  readonly voices: () => Promise<readonly VoiceName[]>;
  /** Every setting with where its value comes from; keys are not shown. */
  readonly settings: () => readonly SettingLine[];
  readonly now: () => Date;
};

/** What a tool may use. */
export type ToolContext = ReadContext & {
  /** Aborts when the client cancels the call or goes away, and when its time is up. */
  readonly signal: AbortSignal;
  readonly reportProgress: ReportProgress;
  /** The client's own model, where it offers one. */
  readonly hostModel?: ScriptModel | undefined;
  /** Puts a question to the person, once, before anything was done. */
  readonly ask: Ask;
  /** Says a line to whoever reads the client's log. */
  readonly tellClient: TellClient;
  readonly logger: Logger;
};
