/**
 * Every code an error of ours can carry, with what it means to the person who reads it.
 * `docs/reference/errors.md` is generated from this table.
 */
export const errorCodes = {
  INPUT_INVALID: 'A parameter is missing, out of range or of the wrong shape.',
  SCRIPT_EMPTY: 'The script holds no words that can be spoken.',
  SCRIPT_TOO_LONG: 'The script is longer than a film may be.',
  SCRIPT_NEEDED: 'No script was given and no language model is configured to write one.',
  DOCUMENT_UNREADABLE: 'The document could not be read as text, Markdown or HTML.',
  VOICE_UNKNOWN: 'No voice of that name exists.',
  FOOTAGE_UNREADABLE: 'A picture or clip is damaged, too large, or not what its name says.',
  CONFIG_INVALID: 'The configuration has one or more problems.',
  NOT_FOUND: 'Nothing is stored under that id.',
  REVISION_STALE: 'The storyboard has changed since the revision the edit was based on.',
  LEASE_LOST: 'Another process took this work over.',
  PROVIDER_FAILED: 'A provider could not do its part.',
  PROVIDER_RATE_LIMITED: 'A provider asked for fewer requests.',
  PROVIDER_UNAVAILABLE: 'None of the configured providers could do it.',
  VOICE_SILENT: 'A voice returned silence or invalid samples.',
  MEDIA_FAILED: 'ffmpeg could not do a step.',
  MEDIA_TIMEOUT: 'ffmpeg took longer than it may, or stopped making progress.',
  ENCODER_MISSING: 'This ffmpeg was built without an encoder that was asked for.',
  FFMPEG_MISSING: 'No usable ffmpeg was found and none could be installed.',
  REVIEW_FAILED: 'The finished film did not pass its review.',
  PACK_UNKNOWN: 'No pack of that name exists.',
  PACK_MISSING: 'A pack is needed and automatic installation is off.',
  PACK_DOWNLOAD_FAILED: 'A pack could not be downloaded.',
  PACK_CORRUPT: 'The bytes of a pack are not the ones that were published.',
  PACK_UNSUPPORTED: 'A pack does not exist for this operating system or processor.',
  DISK_FULL: 'There is no space left on the disk.',
  STORAGE_READ_ONLY: 'The data directory cannot be written.',
  STORAGE_FAILED: 'A file could not be read or written.',
  STORE_UNAVAILABLE: 'The task database could not be opened.',
  STORE_CORRUPT: 'The task database is damaged.',
  PATH_ESCAPE: 'A path leads outside the directory it is confined to.',
  CANCELLED: 'The task was cancelled.',
  CRASHED_TOO_OFTEN: 'The task brought its process down several times and was given up.',
  INTERNAL: 'An unexpected fault in Reelwright itself.',
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof errorCodes;
