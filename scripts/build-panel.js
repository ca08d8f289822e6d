// Makes dist/panel/panel.html: the page that hosts show beside a task, with its style and script inside, since it may
// load nothing. Needs the compiled code, for what there is to choose from.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { cardStyles } = await import(`${root}dist/src/footage/cards/spec.js`);
const { aspects } = await import(`${root}dist/src/render/frame.js`);

const bundle = async (entry, options = {}) => {
  const { outputFiles } = await build({
    entryPoints: [`${root}src/panel/${entry}`],
    bundle: true,
    minify: true,
    write: false,
    target: ['chrome110', 'safari16.4', 'firefox115'],
    legalComments: 'none',
    charset: 'utf8',
    ...options,
  });
  // An end tag inside would end the element early.
  return outputFiles[0].text.trim().replaceAll(/<\/(?=script|style)/gi, '<\\/');
};

const style = await bundle('panel.css');
const script = await bundle('main.ts', {
  format: 'esm',
  define: { panelFacts: JSON.stringify({ styles: cardStyles, aspects }) },
});
// Functions, since `$` means something in a replacement text.
const page = readFileSync(`${root}src/panel/panel.html`, 'utf8')
  .replace('/* panel.css */', () => style)
  .replace('/* main.ts */', () => script);
mkdirSync(`${root}dist/panel`, { recursive: true });
writeFileSync(`${root}dist/panel/panel.html`, page);
