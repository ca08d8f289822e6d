const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type StopSignal = (typeof stopSignals)[number];

/**
 * Calls `onStop` each time the process is asked to end, until the returned function is called.
 *
 * The listeners stay while the process winds down. What execa uses to take children along ends the process by the
 * same signal as soon as it finds nobody else listening, so one that leaves at the first signal (`once`) would let
 * Ctrl-C kill a process in the middle of its work.
 */
export const listenForStop = (onStop: (signal: StopSignal) => void): (() => void) => {
  for (const signal of stopSignals) {
    process.on(signal, onStop);
  }
  return () => {
    for (const signal of stopSignals) {
      process.off(signal, onStop);
    }
  };
};
