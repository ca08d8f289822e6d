/** What is said for what is written in English. Keys are as written, without the closing full stop. */

/** A table without a prototype: words such as `constructor` are looked up here like any other. */
const table = <Value>(entries: Record<string, Value>): Record<string, Value> =>
  Object.assign(Object.create(null), entries);

/** Abbreviations that stand before a name; their full stop never ends a sentence. */
export const titles = table<string>({
  Dr: 'Doctor',
  Mr: 'Mister',
  Mrs: 'Missis',
  Ms: 'Miz',
  Prof: 'Professor',
  Gen: 'General',
  Col: 'Colonel',
  Capt: 'Captain',
  Lt: 'Lieutenant',
  Sgt: 'Sergeant',
  Rev: 'Reverend',
  Sen: 'Senator',
  Gov: 'Governor',
  Hon: 'Honourable',
  Mt: 'Mount',
  Ft: 'Fort',
});

/** Other abbreviations, in lower case; their full stop ends a sentence if a capital or nothing follows. */
export const abbreviations = table<string>({
  vs: 'versus',
  etc: 'et cetera',
  'e.g': 'for example',
  'i.e': 'that is',
  eg: 'for example',
  ie: 'that is',
  approx: 'approximately',
  inc: 'Incorporated',
  ltd: 'Limited',
  corp: 'Corporation',
  jr: 'Junior',
  sr: 'Senior',
  ave: 'Avenue',
  blvd: 'Boulevard',
  rd: 'Road',
  dept: 'Department',
  est: 'established',
  vol: 'volume',
  fig: 'figure',
  jan: 'January',
  feb: 'February',
  aug: 'August',
  sept: 'September',
  sep: 'September',
  oct: 'October',
  nov: 'November',
  dec: 'December',
  'a.m': 'A M',
  'p.m': 'P M',
});

/** Abbreviations that are words too, so that only the full stop tells: `No. 5`, `fig. 3`, `Dec. 24`. */
export const needsStop: ReadonlySet<string> = new Set([
  'eg',
  'ie',
  'inc',
  'corp',
  'ave',
  'est',
  'vol',
  'fig',
  'jan',
  'sep',
  'oct',
  'nov',
  'dec',
  'feb',
  'aug',
  'rd',
]);

export const months: ReadonlySet<string> = new Set(
  'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
);

/** Singular and plural. Those of one letter are only units when they cling to a number or follow one. */
export const units = table<readonly [string, string]>({
  mm: ['millimetre', 'millimetres'],
  cm: ['centimetre', 'centimetres'],
  m: ['metre', 'metres'],
  km: ['kilometre', 'kilometres'],
  'km/h': ['kilometre per hour', 'kilometres per hour'],
  kmh: ['kilometre per hour', 'kilometres per hour'],
  'm/s': ['metre per second', 'metres per second'],
  mph: ['mile per hour', 'miles per hour'],
  mi: ['mile', 'miles'],
  ft: ['foot', 'feet'],
  yd: ['yard', 'yards'],
  mg: ['milligram', 'milligrams'],
  g: ['gram', 'grams'],
  kg: ['kilogram', 'kilograms'],
  lb: ['pound', 'pounds'],
  lbs: ['pound', 'pounds'],
  oz: ['ounce', 'ounces'],
  t: ['tonne', 'tonnes'],
  ml: ['millilitre', 'millilitres'],
  l: ['litre', 'litres'],
  L: ['litre', 'litres'],
  ms: ['millisecond', 'milliseconds'],
  s: ['second', 'seconds'],
  sec: ['second', 'seconds'],
  min: ['minute', 'minutes'],
  h: ['hour', 'hours'],
  hr: ['hour', 'hours'],
  hrs: ['hour', 'hours'],
  Hz: ['hertz', 'hertz'],
  kHz: ['kilohertz', 'kilohertz'],
  MHz: ['megahertz', 'megahertz'],
  GHz: ['gigahertz', 'gigahertz'],
  KB: ['kilobyte', 'kilobytes'],
  kB: ['kilobyte', 'kilobytes'],
  MB: ['megabyte', 'megabytes'],
  GB: ['gigabyte', 'gigabytes'],
  TB: ['terabyte', 'terabytes'],
  Mbps: ['megabit per second', 'megabits per second'],
  Gbps: ['gigabit per second', 'gigabits per second'],
  W: ['watt', 'watts'],
  kW: ['kilowatt', 'kilowatts'],
  MW: ['megawatt', 'megawatts'],
  GW: ['gigawatt', 'gigawatts'],
  kWh: ['kilowatt hour', 'kilowatt hours'],
  V: ['volt', 'volts'],
  px: ['pixel', 'pixels'],
  '°': ['degree', 'degrees'],
  '°C': ['degree Celsius', 'degrees Celsius'],
  '°F': ['degree Fahrenheit', 'degrees Fahrenheit'],
  '%': ['percent', 'percent'],
});

/** Letters after a number or an amount of money. */
export const magnitudes = table<string>({
  k: 'thousand',
  K: 'thousand',
  m: 'million',
  M: 'million',
  mn: 'million',
  b: 'billion',
  bn: 'billion',
  B: 'billion',
  T: 'trillion',
  tn: 'trillion',
});

export const magnitudeWords: ReadonlySet<string> = new Set([
  'hundred',
  'thousand',
  'million',
  'billion',
  'trillion',
]);

/** Singular, plural, and the name of the hundredth part. */
export const currencies = table<readonly [string, string, string, string]>({
  $: ['dollar', 'dollars', 'cent', 'cents'],
  '€': ['euro', 'euros', 'cent', 'cents'],
  '£': ['pound', 'pounds', 'penny', 'pence'],
  '¥': ['yen', 'yen', 'sen', 'sen'],
  '₹': ['rupee', 'rupees', 'paisa', 'paise'],
});

export const symbols = table<string>({
  '&': 'and',
  '@': 'at',
  '+': 'plus',
  '=': 'equals',
  '×': 'times',
  '÷': 'divided by',
  '±': 'plus or minus',
  '≈': 'about',
  '<': 'less than',
  '>': 'greater than',
  '%': 'percent',
  '°': 'degrees',
  '#': 'number',
  '€': 'euros',
  '£': 'pounds',
  $: 'dollars',
  '→': 'to',
  '≥': 'at least',
  '≤': 'at most',
  '½': 'one half',
  '¼': 'one quarter',
  '¾': 'three quarters',
  '²': 'squared',
  '³': 'cubed',
});

/** Names and initials that are not said as they are written; keys in upper case. */
export const respellings = table<string>({
  JPEG: 'jay peg',
  JSON: 'jason',
  ASCII: 'askey',
  SQL: 'S Q L',
  IEEE: 'I triple E',
  OK: 'okay',
  CHATGPT: 'chat G P T',
  OPENAI: 'open A I',
  UCLA: 'U C L A',
  OECD: 'O E C D',
  COVID: 'covid',
  BERNOULLI: 'ber nooly',
  EULER: 'oiler',
  NIETZSCHE: 'neecha',
  KUBERNETES: 'coober netties',
  NGINX: 'engine X',
  LINUX: 'linnux',
  PHD: 'P H D',
  'PH.D': 'P H D',
  'W/': 'with',
});

/** Short words in capitals that are said as words: names made of initials, and plain words written loud. */
export const wordsInCapitals: ReadonlySet<string> = new Set(
  (
    'NASA NATO RAM ROM GIF PIN SIM AIDS SARS FIFA NAFTA CERN LEGO IKEA SCUBA LASER RADAR OPEC ' +
    'A I AN AND ANY ALL ARE AS AT BAD BE BIG BUT BUY BY CAN DAY DID DO DONE END FAR FOR FREE FUN GET GO GOOD GOT HAD HAS ' +
    'HE HER HERE HIM HIS HOW IF IN IS IT ITS LET LOT LOW MAN ME MUST MY NEW NO NOR NOT NOW OF OFF OLD ON ONE ONLY OR OUR ' +
    'OUT OWN SAY SEE SHE SO STOP SUN TEN THE TOO TOP TRY TWO UP USE VERY WAR WAS WAY WE WHO WHY WIN YES YET YOU ZERO EVER'
  ).split(' '),
);
