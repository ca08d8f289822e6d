import { parentPort, workerData } from 'node:worker_threads';
import { type PlayRequest, playMidi } from './play-midi.js';

/** The thread that plays: told everything at its start, it says how far it is and ends. */
await playMidi(workerData as PlayRequest, (fraction) => parentPort?.postMessage({ fraction }));
