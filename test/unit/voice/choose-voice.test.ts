import { describe, expect, test } from '@jest/globals';
import { chooseVoices, defaultVoice, unmistakableId } from '../../../src/voice/choose-voice.js';
import { microsoftVoices, recogniseMicrosoftVoice } from '../../../src/voice/providers/microsoft-voices.js';
import type { VoiceDescription, VoiceProvider } from '../../../src/voice/voice.js';

const providerOf = (
  name: string,
  voices: readonly Partial<VoiceDescription>[],
  more: Partial<VoiceProvider> = {},
): VoiceProvider => ({
  ...{ specVersion: 1, name, revision: `${name}/1` },
  voices: voices.map((voice) => ({
    ...{ id: 'id', name: 'Name', language: 'en-US', gender: 'female', provider: name, offline: true },
    ...voice,
  })),
  speak: () => Promise.reject(new Error('not used')),
  close: async () => undefined,
  ...more,
});

const azure = providerOf('azure', microsoftVoices({ provider: 'azure' }), {
  recognise: (id) => recogniseMicrosoftVoice(id, { provider: 'azure' }),
});
const edge = providerOf('edge', microsoftVoices({ provider: 'edge' }), {
  recognise: (id) => recogniseMicrosoftVoice(id, { provider: 'edge' }),
});
const multilingual = providerOf('poly', [
  { id: 'nova', gender: 'female', otherLanguages: ['de', 'zh'], offline: false },
  { id: 'onyx', gender: 'male', otherLanguages: ['de', 'zh'], offline: false },
]);
const kokoro = providerOf('kokoro', [
  { id: 'af_heart' },
  { id: 'bm_george', language: 'en-GB', gender: 'male' },
]);

const chosen = (providers: VoiceProvider[], wish: Parameters<typeof chooseVoices>[1]) =>
  chooseVoices(providers, wish).map(({ provider, voice }) => `${provider} ${voice}`);

describe('the nearest voice of another provider', () => {
  test('is the very same voice where it has that', () => {
    expect(chosen([azure, edge], { language: 'de-DE', voice: 'de-DE-KillianNeural' })).toEqual([
      'azure de-DE-KillianNeural',
      'edge de-DE-KillianNeural',
    ]);
  });

  test('has the same gender before the same region', () => {
    expect(chosen([azure, kokoro], { language: 'en-GB', voice: 'en-GB-RyanNeural' })[1]).toBe(
      'kokoro bm_george',
    );
    expect(chosen([azure, kokoro], { language: 'en-GB', voice: 'en-GB-SoniaNeural' })[1]).toBe(
      'kokoro af_heart',
    );
    expect(chosen([multilingual, azure], { language: 'de-AT', voice: 'onyx' })[1]).toBe(
      'azure de-AT-JonasNeural',
    );
  });

  test('speaks the language as its own where it can, and as another where it cannot', () => {
    expect(chosen([azure, multilingual], { language: 'de-DE', voice: 'de-DE-ConradNeural' })[1]).toBe(
      'poly onyx',
    );
    expect(chosen([multilingual, azure], { language: 'zh-CN', voice: 'nova' })[1]).toBe(
      'azure zh-CN-XiaoxiaoNeural',
    );
  });

  test('knows the style that was asked for', () => {
    const wish = { language: 'en-US', voice: 'nova', style: 'newscast' };
    expect(chosen([multilingual, azure], wish)[1]).toBe('azure en-US-JennyNeural');
  });
});

describe('languages', () => {
  test.each([
    ['ar-SA', 'ar-SA-ZariyahNeural'],
    ['de', 'de-DE-KatjaNeural'],
    ['zh-Hans-CN', 'zh-CN-XiaoxiaoNeural'],
    ['zh-TW', 'zh-TW-HsiaoChenNeural'],
    ['no-NO', 'nb-NO-PernilleNeural'],
    ['nn-NO', 'nb-NO-PernilleNeural'],
    ['iw', 'he-IL-HilaNeural'],
    ['tl-PH', 'fil-PH-BlessicaNeural'],
    ['sw', 'sw-KE-ZuriNeural'],
  ])('%s is spoken by %s', (language, voice) => {
    expect(defaultVoice([azure], language).id).toBe(voice);
  });

  test('Cantonese is not Mandarin, in either direction', () => {
    expect(defaultVoice([azure], 'yue').id).toBe('zh-HK-HiuMaanNeural');
    expect(chosen([multilingual, azure], { language: 'zh-HK' })).toEqual(['azure zh-HK-HiuMaanNeural']);
  });

  test("a service's voice that does not speak the language gives way to one of its own that does", () => {
    const wish = { language: 'de-DE', voice: 'en-US-GuyNeural' };
    expect(chosen([azure], wish)).toEqual(['azure de-DE-ConradNeural']);
    expect(chosen([azure], { language: 'de-DE', voice: 'en-US-AvaMultilingualNeural' })).toEqual([
      'azure en-US-AvaMultilingualNeural',
    ]);
  });
});

describe('naming a voice', () => {
  test('with its provider reaches that provider', () => {
    expect(chosen([azure, edge], { language: 'de-DE', voice: 'edge/de-DE-KatjaNeural' })[0]).toBe(
      'edge de-DE-KatjaNeural',
    );
    const choice = { provider: 'edge', voice: 'de-DE-KatjaNeural' };
    expect(unmistakableId([azure, edge], choice)).toBe('edge/de-DE-KatjaNeural');
    expect(unmistakableId([azure, edge], { ...choice, provider: 'azure' })).toBe('de-DE-KatjaNeural');
  });

  test('that is not listed is possible where its id tells whose it is', () => {
    expect(chosen([kokoro, azure], { language: 'es-PY', voice: 'es-PY-TaniaNeural' })[0]).toBe(
      'azure es-PY-TaniaNeural',
    );
  });

  test.each([
    'zh-CN-XiaoxiaoNeural-Female',
    'zh-CN-YunxiNeural-Male',
    'en-US-AvaMultilingualNeural-V2-Female',
  ])('%s, as other makers write it, is understood', (voice) => {
    expect(voice.startsWith(chooseVoices([azure], { language: 'zh-CN', voice })[0]?.voice ?? '?')).toBe(true);
  });

  test('nobody has is refused', () => {
    expect(() => chooseVoices([azure], { language: 'en-US', voice: 'nobody/at-all' })).toThrow(
      expect.objectContaining({ code: 'VOICE_UNKNOWN' }),
    );
  });
});
