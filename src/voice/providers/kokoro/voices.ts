import type { VoiceDescription } from '../../voice.js';

/** Languages by the first letter of a voice's file name. */
const languages: Record<string, string> = {
  a: 'en-US',
  b: 'en-GB',
  e: 'es-ES',
  f: 'fr-FR',
  h: 'hi-IN',
  i: 'it-IT',
  p: 'pt-BR',
};

/** File names in the pack, the best of each language first: by the grades its author gives in VOICES.md. */
const files = [
  'af_heart af_bella af_nicole af_aoede af_kore af_sarah af_alloy af_nova af_jessica af_river af_sky',
  'am_michael am_fenrir am_puck am_echo am_eric am_liam am_onyx am_adam am_santa',
  'bf_emma bf_isabella bf_alice bf_lily bm_george bm_fable bm_lewis bm_daniel',
  'ef_dora em_alex em_santa ff_siwis hf_alpha hf_beta hm_omega hm_psi if_sara im_nicola pf_dora pm_alex pm_santa',
].flatMap((line) => line.split(' '));

const describe = (id: string): VoiceDescription => ({
  id,
  name: id.charAt(3).toUpperCase() + id.slice(4),
  language: languages[id.charAt(0)] ?? 'en-US',
  gender: id.charAt(1) === 'm' ? 'male' : 'female',
  provider: 'kokoro',
  offline: true,
});

export const kokoroVoices: readonly VoiceDescription[] = files.map(describe);
