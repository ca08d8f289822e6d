import type { PackManifest } from '../manifest.js';

/** sha256 and size in bytes. */
type Pinned = readonly [sha256: string, sizeBytes: number];

type FontFacts = {
  name: string;
  script: string;
  slug: string;
  family: string;
  version: string;
  integrity: string;
  tarballBytes: number;
  regular: Pinned;
  bold: Pinned;
  licenceText: Pinned;
};

const fontPack = (facts: FontFacts): PackManifest => {
  const file = (from: string, to: string, [sha256, sizeBytes]: Pinned) => ({ from, to, sha256, sizeBytes });
  const { family } = facts;
  return {
    name: facts.name,
    title: `Noto Sans for ${facts.script}`,
    licence: 'OFL-1.1',
    purpose: `Captions and cards in ${facts.script}.`,
    parts: [
      {
        package: `@expo-google-fonts/noto-sans-${facts.slug}`,
        version: facts.version,
        integrity: facts.integrity,
        tarballBytes: facts.tarballBytes,
        files: [
          file(`400Regular/${family}_400Regular.ttf`, `${family}-Regular.ttf`, facts.regular),
          file(`700Bold/${family}_700Bold.ttf`, `${family}-Bold.ttf`, facts.bold),
          file('LICENSE_FONT', 'LICENSE', facts.licenceText),
        ],
      },
    ],
  };
};

/** One pack a script; Latin, Cyrillic and Vietnamese are in the bundled fonts. */
export const fontPacks: readonly PackManifest[] = [
  fontPack({
    name: 'fonts-arabic',
    script: 'Arabic',
    slug: 'arabic',
    family: 'NotoSansArabic',
    version: '0.4.3',
    integrity:
      'sha512-YvtxyuegxPegu2g5urXJ+gQxRp8i798nQswTmEjwXOWR/fqy0Gvey6h5IoNRBrc43SxRxPezqCiR9ivpfPAXSg==',
    tarballBytes: 1_778_562,
    regular: ['252629ca0e87b6233851249b8cbf7b43445211a8caf199f1b306a19202251508', 194_176],
    bold: ['a86a704ff8b315082f4859b04c2f8f746f4cefb14553ef10505f143e0d4829d3', 194_380],
    licenceText: ['07fc70bfeb985cc1a87a8587d0a0c80bab11c86c9dc3fd95b6f0cb332f983e96', 4_382],
  }),
  fontPack({
    name: 'fonts-hebrew',
    script: 'Hebrew',
    slug: 'hebrew',
    family: 'NotoSansHebrew',
    version: '0.4.1',
    integrity:
      'sha512-NR3vP6GT/hSINLrk4JHJBQnuzh/C1mlMrphNlI2dQaO53a3oTjSRoG4JyYb1B6bHadjsGh0wPZbT4kMJBKjT/w==',
    tarballBytes: 1_214_759,
    regular: ['e0ee753f09733337b9236221018d4bf71fd6d06c87dd76bbc83120514bc55911', 48_036],
    bold: ['8010b087f33f152e25aef020e68cb5568d6f8deebb6dde8f60d655196e59ebde', 47_992],
    licenceText: ['9b9fe028b5ba74d231659a1bbaf0ed09b11e759d1ca6a070999e16d151616b47', 4_382],
  }),
  fontPack({
    name: 'fonts-devanagari',
    script: 'Devanagari (Hindi, Marathi, Nepali)',
    slug: 'devanagari',
    family: 'NotoSansDevanagari',
    version: '0.4.1',
    integrity:
      'sha512-26boYPNKGP1r4R5MxsMAY/zCQOwiXLOJzX8sh1a2oEWyQurQsyniaCv4992c+9jjwshEEt2NNVv5GcnyzaL7QQ==',
    tarballBytes: 1_855_978,
    regular: ['084a94d89eb54aafb93a056e15425c34fd859f6342875165d304837b3bcfc2d2', 221_084],
    bold: ['67f1ec9e2ac30b261090e32953b2df0adf6c942ab26ac47efb490fa7315bddab', 221_652],
    licenceText: ['a216f6f8d85c7228093e0ee5e258d9d377e6671f68acb4db1930b29583d0f331', 4_386],
  }),
  fontPack({
    name: 'fonts-thai',
    script: 'Thai',
    slug: 'thai',
    family: 'NotoSansThai',
    version: '0.4.2',
    integrity:
      'sha512-PGBBBDGfJJ/5y2hNweLBZWD4YmVT4uOO4chsOPXyl0TktaBJamDKVKv/WbGiDTeBGdkegLiytsWo+lhnkHP5qA==',
    tarballBytes: 1_134_206,
    regular: ['9acb585d8662ca4ed1b1cf5889dfa1393f8555103b3986e1ea1e3af4faef70bd', 47_484],
    bold: ['0be544f347b3ab6382bdc2b555a783727a4858a3dc140670406924670967d916', 47_480],
    licenceText: ['2e98fd23a52d253db8612cd5942c8f2ff4111b21d2367050fdca91d8ccc374a0', 4_380],
  }),
  fontPack({
    name: 'fonts-korean',
    script: 'Korean',
    slug: 'kr',
    family: 'NotoSansKR',
    version: '0.4.3',
    integrity:
      'sha512-EVS/uJPcf1TgJtjmQmrFr0oGdcl7ml09CSu0E/AyGzR0UfzdR2pBbzWWPsnuzZiGUl643ODYwYiXK5+B+fLjhQ==',
    tarballBytes: 27_602_552,
    regular: ['8cbc9b353bb9ce848fd69bb6a507319dfacc659cf5fd643db5d88f3c4970e1dd', 6_185_868],
    bold: ['4ffa20c272ae6d689f7c8d34ff9c8039a326e9c334d9fc8852b2a7396227d077', 6_183_932],
    licenceText: ['1c05c68c34f9708415aada51f17e1b0092d2cea709bf4a94cd38114f9e73d7d9', 4_388],
  }),
  fontPack({
    name: 'fonts-japanese',
    script: 'Japanese',
    slug: 'jp',
    family: 'NotoSansJP',
    version: '0.4.3',
    integrity:
      'sha512-Fl+Z6vtD24HFAYsvzB0S9Nery1ly16B9PesdY0wBd+wEHAvkNglnkTUspU0HqGOubkmoa8zusJrKv6vDx1o70A==',
    tarballBytes: 28_996_407,
    regular: ['d930d5d52d15231c283089760f84584272ad5e37e14607ba0d19c798e7a9caec', 5_472_784],
    bold: ['c5b7b9d6a6eb682b0d4e6bbb38509575fd2759a28f147daa74714d1359a7909e', 5_468_188],
    licenceText: ['1c05c68c34f9708415aada51f17e1b0092d2cea709bf4a94cd38114f9e73d7d9', 4_388],
  }),
  fontPack({
    name: 'fonts-chinese',
    script: 'Simplified Chinese',
    slug: 'sc',
    family: 'NotoSansSC',
    version: '0.4.3',
    integrity:
      'sha512-9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==',
    tarballBytes: 56_954_252,
    regular: ['d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16', 10_559_284],
    bold: ['9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96', 10_549_020],
    licenceText: ['1c05c68c34f9708415aada51f17e1b0092d2cea709bf4a94cd38114f9e73d7d9', 4_388],
  }),
];
