/** A sentence as a script writes it, and every word that has to be heard, in lower case. */
export type VoiceSentence = { readonly written: string; readonly said: string };

/**
 * What narrations hold besides plain words: numbers, money, dates, units, abbreviations, initials, names. What has
 * to be heard was written by hand, not by the code under test.
 */
export const voiceSentences: readonly VoiceSentence[] = [
  {
    written: 'In 1843, Ada Lovelace wrote the first computer program.',
    said: 'in eighteen forty three ada lovelace wrote the first computer program',
  },
  {
    written: 'The company paid $5.2M for it, and lost 87% of that by 2009.',
    said: 'the company paid five point two million dollars for it and lost eighty seven percent of that by two thousand nine',
  },
  {
    written: 'Dr. Smith lives at 221 Baker St. and works from 9am to 5:30pm.',
    said: 'doctor smith lives at two hundred twenty one baker street and works from nine a m to five thirty p m',
  },
  {
    written: 'Light travels 299,792 km in one second, i.e. about 7.5 times around the Earth.',
    said: 'light travels two hundred ninety nine thousand seven hundred ninety two kilometers in one second that is about seven point five times around the earth',
  },
  {
    written: 'On July 20, 1969, Apollo 11 landed on the Moon.',
    said: 'on july twentieth nineteen sixty nine apollo eleven landed on the moon',
  },
  {
    written: 'NASA and the FBI both use GPUs, HTML and a USB cable.',
    said: 'nasa and the f b i both use g p us h t m l and a u s b cable',
  },
  {
    written: 'World War II ended in 1945, and King Henry VIII had six wives.',
    said: 'world war two ended in nineteen forty five and king henry the eighth had six wives',
  },
  {
    written: 'A loaf costs £2.50 in London, and €3 in Paris.',
    said: 'a loaf costs two pounds and fifty pence in london and three euros in paris',
  },
  {
    written: 'About 3/4 of the planet is water, but only 1/2 a percent is easy to drink.',
    said: 'about three quarters of the planet is water but only one half a percent is easy to drink',
  },
  {
    written: 'The shop is open 24/7, even on Dec. 25th.',
    said: 'the shop is open twenty four seven even on december twenty fifth',
  },
  {
    written: 'From 1990-1995 it grew by 10-15% a year.',
    said: 'from nineteen ninety to nineteen ninety five it grew by ten to fifteen percent a year',
  },
  {
    written: 'Water boils at 100°C, or 212°F, at sea level.',
    said: 'water boils at one hundred degrees celsius or two hundred twelve degrees fahrenheit at sea level',
  },
  {
    written: 'Visit www.example.com or call +1 555-0199 today.',
    said: 'visit example dot com or call plus one five five five zero one nine nine today',
  },
  {
    written: 'Mr. and Mrs. Jones bought 12 eggs, 2 lbs of butter, 500g of flour, etc.',
    said: 'mister and missus jones bought twelve eggs two pounds of butter five hundred grams of flour et cetera',
  },
  {
    written: 'The 1960s gave us the Beatles, and the 21st century gave us the iPhone.',
    said: 'the nineteen sixties gave us the beatles and the twenty first century gave us the iphone',
  },
  {
    written: 'Mount Everest is 8,849 m high, and K2 is 8,611 m.',
    said: 'mount everest is eight thousand eight hundred forty nine meters high and k two is eight thousand six hundred eleven meters',
  },
  {
    written: 'She ran 42.195 km in 2:15:25, the fastest of all 1,200 runners.',
    said: 'she ran forty two point one nine five kilometers in two hours fifteen minutes and twenty five seconds the fastest of all one thousand two hundred runners',
  },
  {
    written: 'The U.S. economy is worth $27.4 trillion, more than Germany & Japan together.',
    said: 'the u s economy is worth twenty seven point four trillion dollars more than germany and japan together',
  },
  {
    written: 'Chapter IV begins on page 103, e.g. with a letter from Prof. Einstein.',
    said: 'chapter four begins on page one hundred three for example with a letter from professor einstein',
  },
  {
    written: 'My phone has 256GB of storage and a 120Hz display.',
    said: 'my phone has two hundred fifty six gigabytes of storage and a one hundred twenty hertz display',
  },
  {
    written: 'Temperatures fell to -40 degrees in St. Petersburg.',
    said: 'temperatures fell to minus forty degrees in saint petersburg',
  },
  {
    written: 'A cheetah reaches 110 km/h, while a snail manages 0.03 mph.',
    said: 'a cheetah reaches one hundred ten kilometers per hour while a snail manages zero point zero three miles per hour',
  },
  {
    written: 'The score was 3-2 after 90 min, in front of 65,000 fans.',
    said: 'the score was three to two after ninety minutes in front of sixty five thousand fans',
  },
  {
    written: 'Our CEO, Maria Garcia, was no. 1 in 2021, 2022 and 2023!',
    said: 'our c e o maria garcia was number one in twenty twenty one twenty twenty two and twenty twenty three',
  },
  {
    written: 'The meeting is on 14 March at 10:05, not at 3 p.m.',
    said: 'the meeting is on the fourteenth of march at ten oh five not at three p m',
  },
];
