// Fills the generated parts of README.md: badges, client entries and the table of tools. Needs a build.
// With --check, fails where the file in the repository differs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tools } from '../dist/tools/index.js';
import { badges, cloneEntries, npxEntries } from './client-entries.js';
import { generate, root } from './generated-file.js';

const firstSentence = (text) => /^.*?[.](?=\s|$)/s.exec(text)?.[0] ?? text;

const parts = {
  badges: badges(),
  'entries of a clone': cloneEntries(),
  'entries with npx': npxEntries(),
  tools: [
    '| Tool | What it does |',
    '| --- | --- |',
    ...tools
      .filter(({ panel }) => panel !== 'only')
      .map(
        ({ name, description }) =>
          `| \`${name}\` | ${firstSentence(description).replaceAll('|', '\\|').replaceAll('\n', ' ')} |`,
      ),
  ].join('\n'),
};

let readme = readFileSync(join(root, 'README.md'), 'utf8');
for (const [name, content] of Object.entries(parts)) {
  const [from, to] = [`<!-- ${name} -->\n`, `\n<!-- end of ${name} -->`];
  const [start, end] = [readme.indexOf(from), readme.indexOf(to)];
  if (start === -1 || end < start) {
    throw new Error(`README.md has no place for the ${name}: put "${from.trim()}" and "${to.trim()}" in it.`);
  }
  readme = `${readme.slice(0, start + from.length)}${content}${readme.slice(end)}`;
}
generate('README.md', readme);
