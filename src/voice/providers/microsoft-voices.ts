import type { VoiceDescription } from '../voice.js';

/** `*` after a name: it speaks the other languages here too. Names of Microsoft's neural voices, by language. */
const catalogue = [
  'en-US f:Ava* m:Andrew* f:Emma* m:Brian* f:Ava m:Andrew f:Emma m:Brian f:Aria m:Guy f:Jenny m:Christopher f:Michelle m:Eric m:Roger m:Steffan f:Ana',
  'en-GB f:Sonia m:Ryan f:Libby m:Thomas f:Maisie',
  'en-AU f:Natasha',
  'en-CA f:Clara m:Liam',
  'en-HK f:Yan m:Sam',
  'en-IE f:Emily m:Connor',
  'en-IN f:Neerja m:Prabhat',
  'en-KE f:Asilia m:Chilemba',
  'en-NG f:Ezinne m:Abeo',
  'en-NZ f:Molly m:Mitchell',
  'en-PH f:Rosa m:James',
  'en-SG f:Luna m:Wayne',
  'en-TZ f:Imani m:Elimu',
  'en-ZA f:Leah m:Luke',
  'af-ZA f:Adri m:Willem',
  'am-ET f:Mekdes m:Ameha',
  'ar-SA f:Zariyah m:Hamed',
  'ar-AE f:Fatima m:Hamdan',
  'ar-EG f:Salma m:Shakir',
  'ar-DZ f:Amina m:Ismael',
  'ar-IQ f:Rana m:Bassel',
  'ar-JO f:Sana m:Taim',
  'ar-KW f:Noura m:Fahed',
  'ar-LB f:Layla m:Rami',
  'ar-MA f:Mouna m:Jamal',
  'ar-QA f:Amal m:Moaz',
  'ar-SY f:Amany m:Laith',
  'ar-TN f:Reem m:Hedi',
  'az-AZ f:Banu m:Babek',
  'bg-BG f:Kalina m:Borislav',
  'bn-BD f:Nabanita m:Pradeep',
  'bn-IN f:Tanishaa m:Bashkar',
  'bs-BA f:Vesna m:Goran',
  'ca-ES f:Joana m:Enric',
  'cs-CZ f:Vlasta m:Antonin',
  'cy-GB f:Nia m:Aled',
  'da-DK f:Christel m:Jeppe',
  'de-DE f:Katja m:Conrad f:Seraphina* m:Florian* f:Amala m:Killian',
  'de-AT f:Ingrid m:Jonas',
  'de-CH f:Leni m:Jan',
  'el-GR f:Athina m:Nestoras',
  'es-ES f:Elvira m:Alvaro f:Ximena',
  'es-MX f:Dalia m:Jorge',
  'es-AR f:Elena m:Tomas',
  'es-CL f:Catalina m:Lorenzo',
  'es-CO f:Salome m:Gonzalo',
  'es-PE f:Camila m:Alex',
  'es-US f:Paloma m:Alonso',
  'es-VE f:Paola m:Sebastian',
  'et-EE f:Anu m:Kert',
  'fa-IR f:Dilara m:Farid',
  'fi-FI f:Noora m:Harri',
  'fil-PH f:Blessica m:Angelo',
  'fr-FR f:Denise m:Henri f:Vivienne* m:Remy* f:Eloise',
  'fr-BE f:Charline m:Gerard',
  'fr-CA f:Sylvie m:Antoine m:Jean m:Thierry',
  'fr-CH f:Ariane m:Fabrice',
  'ga-IE f:Orla m:Colm',
  'gl-ES f:Sabela m:Roi',
  'gu-IN f:Dhwani m:Niranjan',
  'he-IL f:Hila m:Avri',
  'hi-IN f:Swara m:Madhur',
  'hr-HR f:Gabrijela m:Srecko',
  'hu-HU f:Noemi m:Tamas',
  'id-ID f:Gadis m:Ardi',
  'is-IS f:Gudrun m:Gunnar',
  'it-IT f:Isabella m:Diego f:Elsa m:Giuseppe*',
  'ja-JP f:Nanami m:Keita',
  'jv-ID f:Siti m:Dimas',
  'ka-GE f:Eka m:Giorgi',
  'kk-KZ f:Aigul m:Daulet',
  'km-KH f:Sreymom m:Piseth',
  'kn-IN f:Sapna m:Gagan',
  'ko-KR f:SunHi m:InJoon m:Hyunsu*',
  'lo-LA f:Keomany m:Chanthavong',
  'lt-LT f:Ona m:Leonas',
  'lv-LV f:Everita m:Nils',
  'mk-MK f:Marija m:Aleksandar',
  'ml-IN f:Sobhana m:Midhun',
  'mn-MN f:Yesui m:Bataa',
  'mr-IN f:Aarohi m:Manohar',
  'ms-MY f:Yasmin m:Osman',
  'mt-MT f:Grace m:Joseph',
  'my-MM f:Nilar m:Thiha',
  'nb-NO f:Pernille m:Finn',
  'ne-NP f:Hemkala m:Sagar',
  'nl-NL f:Colette m:Maarten f:Fenna',
  'nl-BE f:Dena m:Arnaud',
  'pl-PL f:Zofia m:Marek',
  'ps-AF f:Latifa m:GulNawaz',
  'pt-BR f:Francisca m:Antonio f:Thalita*',
  'pt-PT f:Raquel m:Duarte',
  'ro-RO f:Alina m:Emil',
  'ru-RU f:Svetlana m:Dmitry',
  'si-LK f:Thilini m:Sameera',
  'sk-SK f:Viktoria m:Lukas',
  'sl-SI f:Petra m:Rok',
  'so-SO f:Ubax m:Muuse',
  'sq-AL f:Anila m:Ilir',
  'sr-RS f:Sophie m:Nicholas',
  'su-ID f:Tuti m:Jajang',
  'sv-SE f:Sofie m:Mattias',
  'sw-KE f:Zuri m:Rafiki',
  'sw-TZ f:Rehema m:Daudi',
  'ta-IN f:Pallavi m:Valluvar',
  'te-IN f:Shruti m:Mohan',
  'th-TH f:Premwadee m:Niwat',
  'tr-TR f:Emel m:Ahmet',
  'uk-UA f:Polina m:Ostap',
  'ur-PK f:Uzma m:Asad',
  'ur-IN f:Gul m:Salman',
  'uz-UZ f:Madina m:Sardor',
  'vi-VN f:HoaiMy m:NamMinh',
  'zh-CN f:Xiaoxiao m:Yunxi f:Xiaoyi m:Yunjian m:Yunyang m:Yunxia',
  'zh-HK f:HiuMaan m:WanLung f:HiuGaai',
  'zh-TW f:HsiaoChen m:YunJhe f:HsiaoYu',
  'zu-ZA f:Thando m:Themba',
] as const;

/** What the voices marked `*` speak besides their own language. */
const multilingual =
  'af am ar az bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl he hi hr hu hy id is it ja jv ka kk km kn ko lo lt lv mk ml mn ms mt my nb ne nl pl ps pt ro ru si sk sl so sq sr su sv sw ta te th tr uk ur uz vi zh zu'.split(
    ' ',
  );

/** `mstts:express-as` styles of the voices that have some, by id; https://learn.microsoft.com/azure/ai-services/speech-service/language-support. */
const styles: Readonly<Record<string, string>> = {
  'en-US-AriaNeural':
    'angry chat cheerful customerservice empathetic excited friendly hopeful narration-professional newscast-casual newscast-formal sad shouting terrified unfriendly whispering',
  'en-US-GuyNeural':
    'angry cheerful excited friendly hopeful newscast sad shouting terrified unfriendly whispering',
  'en-US-JennyNeural':
    'angry assistant chat cheerful customerservice excited friendly hopeful newscast sad shouting terrified unfriendly whispering',
  'en-GB-RyanNeural': 'chat cheerful',
  'en-GB-SoniaNeural': 'cheerful sad',
  'de-DE-ConradNeural': 'cheerful',
  'es-MX-JorgeNeural': 'chat cheerful',
  'fr-FR-DeniseNeural': 'cheerful sad',
  'fr-FR-HenriNeural': 'cheerful sad',
  'hi-IN-SwaraNeural': 'cheerful empathetic newscast',
  'it-IT-IsabellaNeural': 'chat cheerful',
  'ja-JP-NanamiNeural': 'chat cheerful customerservice',
  'ko-KR-InJoonNeural': 'sad',
  'pt-BR-FranciscaNeural': 'calm',
  'zh-CN-XiaoxiaoNeural':
    'affectionate angry assistant calm chat cheerful customerservice disgruntled fearful friendly gentle lyrical newscast poetry-reading sad serious',
  'zh-CN-XiaoyiNeural': 'affectionate angry cheerful disgruntled embarrassed fearful gentle sad serious',
  'zh-CN-YunjianNeural':
    'angry cheerful depressed disgruntled documentary-narration narration-relaxed sad serious sports-commentary sports-commentary-excited',
  'zh-CN-YunxiNeural':
    'angry assistant chat cheerful depressed disgruntled embarrassed fearful narration-relaxed newscast sad serious',
  'zh-CN-YunyangNeural': 'customerservice narration-professional newscast-casual',
};

type Maker = { readonly provider: 'azure' | 'edge' };

/** Edge's service knows no styles, and is for the browser. */
const marksOf = ({ provider }: Maker) => ({ provider, ...(provider === 'edge' ? { unofficial: true } : {}) });

const describe = (language: string, entry: string, maker: Maker): VoiceDescription => {
  const isMultilingual = entry.endsWith('*');
  const name = entry.slice(2).replace('*', '');
  const id = `${language}-${name}${isMultilingual ? 'Multilingual' : ''}Neural`;
  const known = maker.provider === 'azure' ? styles[id]?.split(' ') : undefined;
  return {
    id,
    name: isMultilingual ? `${name} Multilingual` : name,
    language,
    ...(isMultilingual ? { otherLanguages: multilingual } : {}),
    gender: entry.startsWith('m') ? 'male' : 'female',
    ...(known === undefined ? {} : { styles: known }),
    ...marksOf(maker),
    offline: false,
  };
};

/** The common neural voices, the best of each language first. */
export const microsoftVoices = (maker: Maker): VoiceDescription[] =>
  catalogue.flatMap((line) => {
    const [language = '', ...entries] = line.split(' ');
    return entries.map((entry) => describe(language, entry, maker));
  });

/** Any voice whose id is built like theirs: `de-AT-IngridNeural`, `zh-CN-liaoning-XiaobeiNeural`. */
export const recogniseMicrosoftVoice = (id: string, maker: Maker): VoiceDescription | undefined => {
  const parts = /^([a-z]{2,3}(?:-[A-Z][a-z]{3})?-[A-Z]{2})(?:-[a-z]+)?-(\w{2,40}?)Neural$/.exec(id);
  const [, language, name = ''] = parts ?? [];
  return language === undefined
    ? undefined
    : {
        id,
        name: name.replace('Multilingual', ' Multilingual'),
        language,
        ...(name.endsWith('Multilingual') ? { otherLanguages: multilingual } : {}),
        gender: 'neutral',
        ...marksOf(maker),
        offline: false,
      };
};
