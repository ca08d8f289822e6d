import { Writable } from 'node:stream';

/**
 * Keeps stdout for the protocol: what is written to the stream returned goes out, while `console.*` and stray
 * writes to `process.stdout` go to stderr from now on. Call it before anything else is loaded.
 */
export const claimStdout = (): Writable => {
  const write = process.stdout.write.bind(process.stdout);
  // A reader that is gone is reported through the write's own callback; without a listener it would be fatal.
  process.stdout.on('error', () => undefined);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      write(chunk, (error) => done(error ?? null));
    },
  });
};
