import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toMicrosoftSsml } from '../../../src/voice/providers/microsoft-ssml.js';
import { element, unescapeXml, writeSsml } from '../../../src/voice/ssml.js';

describe('SSML', () => {
  test('escapes text and attributes', () => {
    expect(writeSsml(element('a', { b: '"<' }, '</a><x y="z">&\u0000'))).toBe(
      '<a b="&quot;&lt;">&lt;/a&gt;&lt;x y=&quot;z&quot;&gt;&amp; </a>',
    );
    expect(unescapeXml('a &amp;lt; b &apos;c&apos;')).toBe("a &lt; b 'c'");
  });

  test('has the same elements whatever the text says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ maxLength: 10 }),
        (text, style) => {
          const description = {
            ...{ id: 'v', name: 'v', language: 'en-US', gender: 'female' as const, styles: [style] },
            ...{ provider: 'azure', offline: false },
          };
          const request = { text, style, language: 'en-US', voice: 'v', rate: 1 };
          const ssml = toMicrosoftSsml(request, { name: 'v', description });
          const names = ssml.match(/<[/\w:-]*/g);
          expect(names).toEqual([
            ...['<speak', '<voice', '<mstts:express-as', '<prosody'],
            ...['</prosody', '</mstts:express-as', '</voice', '</speak'],
          ]);
          expect(ssml.replaceAll(/&(?:amp|lt|gt|quot|apos);/g, '')).not.toContain('&');
          expect(ssml).not.toMatch(/(?![\t\n\r])\p{Cc}|\p{Cs}/u);
        },
      ),
    );
  });

  test('asks for pitch in semitones and for the degree of a style, and for neither unasked', () => {
    const description = {
      ...{ id: 'v', name: 'v', language: 'en-US', gender: 'female' as const, styles: ['cheerful'] },
      ...{ provider: 'azure', offline: false },
    };
    const plain = { text: 'Hello.', language: 'en-US', voice: 'v', rate: 1 };
    const ssmlOf = (delivery: object) =>
      toMicrosoftSsml({ ...plain, ...delivery }, { name: 'v', description });
    expect(ssmlOf({ pitchSemitones: 2.5 })).toContain('<prosody rate="+0%" pitch="+2.5st">');
    expect(ssmlOf({ pitchSemitones: -3 })).toContain('pitch="-3st"');
    expect(ssmlOf({ style: 'cheerful', styleDegree: 1.5 })).toContain(
      '<mstts:express-as style="cheerful" styledegree="1.5">',
    );
    expect(ssmlOf({ style: 'sad' })).not.toContain('express-as');
    expect(ssmlOf({})).toContain('<prosody rate="+0%">Hello.');
  });
});
