import { Writable } from 'node:stream';

export type ClaimedStdout = {
  /** What is written here goes out. */
  readonly stream: Writable;
  /** Gives stdout back to everybody, for a command that prints. */
  release(): void;
};

/**
 * Keeps stdout for the protocol: what is written to the stream returned goes out, while `console.*` and stray
 * writes to `process.stdout` go to stderr from now on. Call it before anything else is loaded.
 */
export const claimStdout = (): ClaimedStdout => {
  const original = process.stdout.write;
  const write = original.bind(process.stdout);
  // A reader that is gone is reported through the write's own callback; without a listener it would be fatal.
  process.stdout.on('error', () => undefined);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return {
    stream: new Writable({
      decodeStrings: false,
      write(chunk: string | Buffer, _encoding, done) {
        write(chunk, (error) => done(error ?? null));
      },
    }),
    release: () => {
      process.stdout.write = original;
    },
  };
};
