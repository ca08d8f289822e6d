import { describe, expect, test } from '@jest/globals';
import { createFootageSources } from '../../../src/footage/sources.js';
import { parsedHttp } from '../../support/parsed-http.js';
import { sourcesConfig } from '../../support/sources-config.js';

const sourcesOf = (changes: Record<string, unknown> = {}, isOffline = false) =>
  createFootageSources({
    config: sourcesConfig(changes),
    network: { isOffline, http: () => parsedHttp({}).http },
    version: '0.0.0',
  });
const pexels = { key: 'planted-key' };
const generated = { baseUrl: 'https://a.example/v1', model: 'm' };

describe('which sources a film asks', () => {
  test('is none when nobody set anything up', () => {
    expect(sourcesOf().choose({})).toEqual([]);
  });

  test('are those with a key of the user’s, unless the request says more or less', () => {
    const { choose } = sourcesOf({ pexels });
    expect(choose({})).toEqual(['pexels']);
    expect(choose({ online: true })).toEqual(['pexels', 'openverse', 'commons', 'nasa', 'archive']);
    expect(choose({ online: false })).toEqual([]);
    expect(choose({ from: ['nasa', 'pexels', 'nasa'] })).toEqual(['nasa', 'pexels']);
  });

  test('are the free ones too where the configuration says always, in its order', () => {
    const { choose } = sourcesOf({ online: 'always', providers: ['nasa', 'pixabay', 'commons'] });
    expect(choose({})).toEqual(['nasa', 'commons']);
  });

  test('never include what is paid by the picture, unless it is listed or named', () => {
    expect(sourcesOf({ generated }).choose({ online: true })).not.toContain('generated');
    expect(sourcesOf({ generated, providers: ['generated'] }).choose({})).toEqual(['generated']);
    expect(sourcesOf({ generated }).choose({ from: ['generated'] })).toEqual(['generated']);
  });

  test.each([
    ['footage.online', sourcesOf({ pexels, online: 'never' })],
    ['net.mode', sourcesOf({ pexels }, true)],
  ])('are none where %s forbids it, and whoever asks for some is told', (setting, { choose }) => {
    expect(choose({})).toEqual([]);
    for (const wanted of [{ online: true }, { from: ['nasa'] as const }]) {
      expect(() => choose(wanted)).toThrow(
        expect.objectContaining({ hint: expect.stringContaining(setting) }),
      );
    }
  });

  test('cannot be one that is not set up', () => {
    expect(() => sourcesOf().choose({ from: ['pixabay'] })).toThrow(
      expect.objectContaining({
        code: 'INPUT_INVALID',
        hint: expect.stringContaining('footage.pixabay.key'),
      }),
    );
  });

  test('are the ones that doctor asks', () => {
    const asked = sourcesOf({ pexels }).checks.filter(({ isConfigured }) => isConfigured);
    expect(asked.map(({ name }) => name)).toEqual(['pexels']);
  });
});
