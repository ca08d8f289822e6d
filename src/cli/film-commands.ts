import { createLogger } from '../observability/logger.js';
import { type Invocation, interruption, load, openApp, withStudio, withUsage } from './invocation.js';

export const film = async (invocation: Invocation, isDemo: boolean): Promise<number> => {
  const { parseMakeArguments, runMake, makeUsage } = await import('./make.js');
  const { demoRequest, demoUsage } = await import('./demo.js');
  return withUsage(isDemo ? demoUsage : makeUsage, invocation, async () => {
    const { request, json } = await parseMakeArguments(invocation.line.words, invocation.terminal);
    const { config } = await load(invocation);
    // A person at the keyboard may name any file of theirs; only an assistant is kept to the roots.
    const app = await openApp(config, createLogger(config.log.level), undefined);
    try {
      const wanted = isDemo ? await demoRequest(request) : request;
      return await runMake(wanted, {
        studio: await app.studio(),
        terminal: invocation.terminal,
        json,
        signal: interruption(),
      });
    } finally {
      await app.close();
    }
  });
};

export const edit = async (invocation: Invocation): Promise<number> => {
  const { editUsage, parseEditArguments, runEdit } = await import('./edit.js');
  const { line, terminal } = invocation;
  return withUsage(editUsage, invocation, async () => {
    const wanted = await parseEditArguments(line.words, terminal);
    return withStudio(invocation, (studio) =>
      runEdit(wanted, { studio, terminal, json: wanted.json, signal: interruption() }),
    );
  });
};

export const variants = async (invocation: Invocation): Promise<number> => {
  const { parseVariantsArguments, runVariants, variantsUsage } = await import('./variants.js');
  const { line, terminal } = invocation;
  return withUsage(variantsUsage, invocation, async () => {
    const wanted = await parseVariantsArguments(line.words, terminal);
    return withStudio(invocation, (studio) =>
      runVariants(wanted, { studio, terminal, json: wanted.json, signal: interruption() }),
    );
  });
};

export const list = async (invocation: Invocation): Promise<number> => {
  const { listUsage, parseListArguments, runList } = await import('./list.js');
  const { line, terminal } = invocation;
  return withUsage(listUsage, invocation, async () => {
    const wanted = parseListArguments(line.words);
    return withStudio(invocation, (studio) => runList(wanted, { studio, terminal }));
  });
};

export const preview = async (invocation: Invocation): Promise<number> => {
  const { parsePreviewArguments, previewUsage, runPreview } = await import('./preview.js');
  const { line, terminal } = invocation;
  return withUsage(previewUsage, invocation, async () => {
    const wanted = parsePreviewArguments(line.words);
    return withStudio(invocation, (studio) =>
      runPreview(wanted, { studio, terminal, signal: interruption() }),
    );
  });
};

export const analyse = async (invocation: Invocation): Promise<number> => {
  const { analyseUsage, parseAnalyseArguments, runAnalyse } = await import('./analyse.js');
  const { line, terminal } = invocation;
  return withUsage(analyseUsage, invocation, async () => {
    const wanted = parseAnalyseArguments(line.words);
    return withStudio(invocation, (studio) =>
      runAnalyse(wanted, { studio, terminal, signal: interruption() }),
    );
  });
};

export const storyboard = async (invocation: Invocation): Promise<number> => {
  const { parseMakeArguments } = await import('./make.js');
  const { runStoryboard, storyboardUsage } = await import('./preview.js');
  const { line, terminal } = invocation;
  return withUsage(storyboardUsage, invocation, async () => {
    const wanted = await parseMakeArguments(line.words, terminal);
    return withStudio(invocation, (studio) =>
      runStoryboard(wanted, { studio, terminal, signal: interruption() }),
    );
  });
};

export const script = async (invocation: Invocation): Promise<number> => {
  const { parseScriptArguments, runScript, scriptUsage } = await import('./script.js');
  const { line, terminal } = invocation;
  return withUsage(scriptUsage, invocation, async () => {
    const wanted = parseScriptArguments(line.words, terminal);
    return withStudio(invocation, (studio) =>
      runScript(wanted, { studio, terminal, signal: interruption() }),
    );
  });
};

export const footage = async (invocation: Invocation): Promise<number> => {
  const { footageUsage, parseFootageArguments, runFootageSearch } = await import('./footage.js');
  const { line, terminal } = invocation;
  return withUsage(footageUsage, invocation, async () => {
    const wanted = parseFootageArguments(line.words);
    return withStudio(invocation, (studio) =>
      runFootageSearch(wanted, { studio, terminal, signal: interruption() }),
    );
  });
};

export const speak = async (invocation: Invocation): Promise<number> => {
  const { parseSpeakArguments, runSpeak, speakUsage } = await import('./speak.js');
  const { line, terminal } = invocation;
  return withUsage(speakUsage, invocation, async () => {
    const wanted = parseSpeakArguments(line.words);
    return withStudio(invocation, (studio) => runSpeak(wanted, { studio, terminal, signal: interruption() }));
  });
};
