export { type ErrorCode, errorCodes } from './codes.js';
export {
  CancelledError,
  ConflictError,
  foreignCode,
  InputError,
  InternalError,
  isReelwrightError,
  LimitError,
  MediaError,
  NotFoundError,
  PackError,
  ProviderError,
  type ReelwrightError,
  StorageError,
  toReelwrightError,
} from './errors.js';
export { issueMessage } from './issue-message.js';
