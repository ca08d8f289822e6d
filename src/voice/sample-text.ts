import { spokenLanguage } from './spoken-language.js';

const samples: Readonly<Record<string, string>> = {
  ar: 'مرحبا. هكذا يبدو صوتي عندما أروي قصتك.',
  bg: 'Здравейте. Така звучи гласът ми, когато разказвам вашата история.',
  cs: 'Dobrý den. Takhle zní můj hlas, když vyprávím váš příběh.',
  da: 'Hej. Sådan lyder min stemme, når jeg fortæller din historie.',
  de: 'Guten Tag. So klingt meine Stimme, wenn ich Ihre Geschichte erzähle.',
  el: 'Γεια σας. Έτσι ακούγεται η φωνή μου όταν λέω την ιστορία σας.',
  en: 'Hello. This is how my voice sounds when I tell your story.',
  es: 'Hola. Así suena mi voz cuando cuento tu historia.',
  fi: 'Hei. Tältä ääneni kuulostaa, kun kerron tarinasi.',
  fr: 'Bonjour. Voici ma voix quand je raconte votre histoire.',
  he: 'שלום. כך נשמע הקול שלי כשאני מספר את הסיפור שלך.',
  hi: 'नमस्ते। जब मैं आपकी कहानी सुनाती हूँ, तो मेरी आवाज़ ऐसी लगती है।',
  hu: 'Jó napot. Így szól a hangom, amikor elmesélem a történetét.',
  id: 'Halo. Beginilah suara saya ketika menceritakan kisah Anda.',
  it: 'Ciao. Ecco la mia voce quando racconto la tua storia.',
  ja: 'こんにちは。これが、あなたの物語を語るときの私の声です。',
  ko: '안녕하세요. 당신의 이야기를 들려줄 때 제 목소리는 이렇습니다.',
  nb: 'Hei. Slik høres stemmen min ut når jeg forteller historien din.',
  nl: 'Hallo. Zo klinkt mijn stem als ik uw verhaal vertel.',
  pl: 'Dzień dobry. Tak brzmi mój głos, kiedy opowiadam twoją historię.',
  pt: 'Olá. É assim que a minha voz soa quando conto a sua história.',
  ro: 'Bună ziua. Așa sună vocea mea când vă spun povestea.',
  ru: 'Здравствуйте. Так звучит мой голос, когда я рассказываю вашу историю.',
  sk: 'Dobrý deň. Takto znie môj hlas, keď rozprávam váš príbeh.',
  sv: 'Hej. Så här låter min röst när jag berättar din historia.',
  th: 'สวัสดี นี่คือเสียงของฉันเมื่อเล่าเรื่องของคุณ',
  tr: 'Merhaba. Hikâyenizi anlatırken sesim böyle geliyor.',
  uk: 'Вітаю. Так звучить мій голос, коли я розповідаю вашу історію.',
  vi: 'Xin chào. Đây là giọng của tôi khi kể câu chuyện của bạn.',
  yue: '你好。我講你嘅故事嗰陣，把聲就係咁樣。',
  zh: '你好。这就是我讲述你的故事时的声音。',
};

/** A few words to hear a voice by. Languages without a sentence here get their own name, and numbers, which any voice reads. */
export const sampleText = (language: string): string => {
  const known = samples[spokenLanguage(language)];
  if (known !== undefined) {
    return known;
  }
  const names = new Intl.DisplayNames([language, 'en'], { type: 'language', fallback: 'code' });
  return `${names.of(language.split('-')[0] ?? language) ?? language}: 1, 2, 3, 4, 5.`;
};
