import { createLogger } from '../observability/logger.js';
import { type Invocation, interruption, load, openApp, withUsage } from './invocation.js';

export const config = async (invocation: Invocation): Promise<number> => {
  const { runConfig, configUsage } = await import('./config.js');
  return withUsage(configUsage, invocation, async () =>
    runConfig(invocation.line.words, await load(invocation), invocation.terminal),
  );
};

export const packs = async (invocation: Invocation): Promise<number> => {
  const { runPacksCommand, packsUsage } = await import('./packs.js');
  return withUsage(packsUsage, invocation, async () => {
    const { config: settings } = await load(invocation);
    const app = await openApp(settings, createLogger(settings.log.level), undefined);
    try {
      return await runPacksCommand(invocation.line.words, {
        packs: app.packs,
        stdout: invocation.terminal.stdout,
        stderr: invocation.terminal.stderr,
        signal: interruption(),
        isTerminal: invocation.terminal.stderr.isTTY === true,
      });
    } finally {
      await app.close();
    }
  });
};

export const doctor = async (invocation: Invocation): Promise<number> => {
  const { runDoctor, doctorUsage } = await import('./doctor.js');
  return withUsage(doctorUsage, invocation, async () => {
    const { config: settings } = await load(invocation);
    const logger = createLogger(settings.log.level);
    const app = await openApp(settings, logger, undefined);
    try {
      const parts = { config: settings, app, logger, terminal: invocation.terminal };
      return await runDoctor(invocation.line.words, parts);
    } finally {
      await app.close();
    }
  });
};

export const voices = async (invocation: Invocation): Promise<number> => {
  const { runVoices, voicesUsage } = await import('./voices.js');
  const { line, terminal } = invocation;
  return withUsage(voicesUsage, invocation, async () => {
    const { config: settings } = await load(invocation);
    const app = await openApp(settings, createLogger(settings.log.level), undefined);
    try {
      const { voices: chain, studio } = app;
      return await runVoices(line.words, { voices: chain, studio, terminal, signal: interruption() });
    } finally {
      await app.close();
    }
  });
};

export const clean = async (invocation: Invocation): Promise<number> => {
  const { cleanUsage, parseCleanArguments, runClean } = await import('./clean.js');
  return withUsage(cleanUsage, invocation, async () => {
    const asked = parseCleanArguments(invocation.line.words);
    const { config: settings } = await load(invocation);
    const app = await openApp(settings, createLogger(settings.log.level), undefined);
    try {
      const { artifactsMegabytes } = settings.store;
      return await runClean(asked, {
        makeRoom: app.makeRoom,
        artifactsMegabytes,
        terminal: invocation.terminal,
      });
    } finally {
      await app.close();
    }
  });
};
