/** Said in full wherever they stand; keys are lower case, without the final stop. */
export const abbreviations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    mr: 'mister',
    mrs: 'missus',
    ms: 'miz',
    messrs: 'messers',
    prof: 'professor',
    capt: 'captain',
    cpt: 'captain',
    lt: 'lieutenant',
    sgt: 'sergeant',
    col: 'colonel',
    gen: 'general',
    cmdr: 'commander',
    det: 'detective',
    insp: 'inspector',
    sen: 'senator',
    gov: 'governor',
    rev: 'reverend',
    hon: 'honorable',
    pres: 'president',
    jr: 'junior',
    sr: 'senior',
    ave: 'avenue',
    blvd: 'boulevard',
    rd: 'road',
    apt: 'apartment',
    dept: 'department',
    univ: 'university',
    vs: 'versus',
    etc: 'et cetera',
    'e.g': 'for example',
    'i.e': 'that is',
    eg: 'for example',
    ie: 'that is',
    approx: 'approximately',
    est: 'established',
    inc: 'incorporated',
    ltd: 'limited',
    corp: 'corporation',
    bros: 'brothers',
    vol: 'volume',
    ch: 'chapter',
    jan: 'january',
    feb: 'february',
    apr: 'april',
    aug: 'august',
    sept: 'september',
    oct: 'october',
    nov: 'november',
    dec: 'december',
    'ph.d': 'p h d',
    'a.m': 'a m',
    'p.m': 'p m',
    'w/': 'with',
    'w/o': 'without',
    'b/c': 'because',
  }),
);

/** Only with their stop are these abbreviations; without it they are words: `Col`, `Gen`, `Hon`, `est`. */
export const needStop: ReadonlySet<string> = new Set(
  'col gen det sen gov rev hon pres ave est inc corp vol ch jan apr aug oct nov dec ie eg apt ms sr rd'.split(' '),
);

/** A stop after these never ends a sentence. */
export const titles: ReadonlySet<string> = new Set(
  'mr mrs ms messrs dr st prof capt cpt lt sgt col gen cmdr det insp sen gov rev hon pres vs e.g i.e eg ie no approx'.split(
    ' ',
  ),
);

/** Read letter by letter, in capitals or not. */
export const initialisms: ReadonlySet<string> = new Set(
  (
    'www fbi cia nsa kgb usa uk eu uae ussr nypd lapd fdny tv dna rna atm ceo cfo cto phd dvd cd pc bbc cnn nbc cbs abc hbo irs iq hiv mri ' +
    'icu suv vip gps nyc dj rsvp diy faq ufo tnt pow ptsd sos bmw ibm mtv nba nfl nhl ucla nyu usb url html pdf sms mp ' +
    'ngo lgbt hd vhs cctv edm adhd ocd bff tba tbd aka bpm rpm mph kph ww pr hr vfx cgi ai api vr rv gop ac dc ira erp emp'
  ).split(' '),
);

/** Initialisms only in capitals, and only where the words around are not capitals too: `us` and `id` are words. */
export const capitalInitialisms: ReadonlySet<string> = new Set('us er id un la pa it md mc og op pm am'.split(' '));

/** Sounds that are no words, and clipped words, in spellings that flite reads as that sound: it spells `hmm` letter by letter. */
export const interjections: ReadonlyMap<string, string> = new Map(
  Object.entries({
    hm: 'hum',
    ooo: 'ooh',
    oo: 'ooh',
    oohh: 'ooh',
    aww: 'aw',
    uhh: 'uh',
    ahh: 'ah',
    aahh: 'ah',
    aah: 'ah',
    ohh: 'oh',
    umm: 'um',
    err: 'er',
    ehh: 'eh',
    ew: 'you',
    eww: 'you',
    eew: 'you',
    ughh: 'ugh',
    haa: 'ha',
    hahaha: 'ha ha ha',
    hehe: 'heh heh',
    lalala: 'la la la',
    lala: 'la la',
    goin: 'going',
    doin: 'doing',
    seein: 'seeing',
    bein: 'being',
    sayin: 'saying',
    playin: 'playing',
    tryin: 'trying',
    dyin: 'dying',
    lyin: 'lying',
    cryin: 'crying',
    hmm: 'hum',
    mm: 'mum',
    mmm: 'mum',
    mhm: 'um hum',
    'mm-hmm': 'um hum',
    'mm-hm': 'um hum',
    'uh-huh': 'uh huh',
    'uh-oh': 'uh oh',
    sh: 'shush',
    shh: 'shush',
    psst: 'pist',
    pst: 'pist',
    pfft: 'pift',
    pff: 'puff',
    tsk: 'tisk',
    brr: 'burr',
    grr: 'gurr',
    argh: 'arg',
    aargh: 'arg',
    ahem: 'a hem',
    zzz: 'zuzz',
    ok: 'okay',
    'o.k': 'okay',
    "'em": 'em',
    "'til": 'till',
    "'n": 'and',
    "'n'": 'and',
    n: 'n',
    nth: 'enth',
    ya: 'yah',
    yup: 'yup',
    nah: 'naw',
    xmas: 'christmas',
    thru: 'through',
    tho: 'though',
  }),
);

/** Units after a number: one, many. */
export const units: ReadonlyMap<string, readonly [string, string]> = new Map(
  Object.entries({
    km: ['kilometer', 'kilometers'],
    m: ['meter', 'meters'],
    cm: ['centimeter', 'centimeters'],
    mm: ['millimeter', 'millimeters'],
    mi: ['mile', 'miles'],
    ft: ['foot', 'feet'],
    in: ['inch', 'inches'],
    yd: ['yard', 'yards'],
    yds: ['yard', 'yards'],
    kg: ['kilogram', 'kilograms'],
    g: ['gram', 'grams'],
    mg: ['milligram', 'milligrams'],
    lb: ['pound', 'pounds'],
    lbs: ['pound', 'pounds'],
    oz: ['ounce', 'ounces'],
    l: ['liter', 'liters'],
    ml: ['milliliter', 'milliliters'],
    mph: ['mile an hour', 'miles an hour'],
    'km/h': ['kilometer an hour', 'kilometers an hour'],
    kph: ['kilometer an hour', 'kilometers an hour'],
    hz: ['hertz', 'hertz'],
    khz: ['kilohertz', 'kilohertz'],
    mhz: ['megahertz', 'megahertz'],
    ghz: ['gigahertz', 'gigahertz'],
    kb: ['kilobyte', 'kilobytes'],
    mb: ['megabyte', 'megabytes'],
    gb: ['gigabyte', 'gigabytes'],
    tb: ['terabyte', 'terabytes'],
    w: ['watt', 'watts'],
    kw: ['kilowatt', 'kilowatts'],
    v: ['volt', 'volts'],
    hrs: ['hour', 'hours'],
    hr: ['hour', 'hours'],
    min: ['minute', 'minutes'],
    mins: ['minute', 'minutes'],
    sec: ['second', 'seconds'],
    secs: ['second', 'seconds'],
    s: ['second', 'seconds'],
    ms: ['millisecond', 'milliseconds'],
    bn: ['billion', 'billion'],
    '°': ['degree', 'degrees'],
    '°c': ['degree celsius', 'degrees celsius'],
    '°f': ['degree fahrenheit', 'degrees fahrenheit'],
    '%': ['percent', 'percent'],
  }),
);

/** Units that are also words or letters: after a number and a blank they stay what they are (`5 in the morning`). */
export const attachedOnly: ReadonlySet<string> = new Set(['m', 'in', 'g', 'l', 'w', 'v', 's', 'mi', 'ms']);

/** Names that a roman number makes a monarch's. */
export const monarchs: ReadonlySet<string> = new Set(
  (
    'henry louis charles philip george edward pius william richard john paul peter nicholas frederick james alfonso ivan leo ' +
    'gregory catherine elizabeth mary napoleon ramses cleopatra ptolemy king queen pope tsar francis benedict alexander victor umberto'
  ).split(' '),
);

/** Words whose doubled letter stays when it is drawn out: `gooood`. */
export const doubled: ReadonlySet<string> = new Set(
  (
    'good look book soon too cool food moon mood boo woo hoo school room fool shoot see free need sweet keep sleep been boom zoom ' +
    'noon tooth blood door floor poor wee whee gee three tree all hell hello well tell kill call ball fall full hall yell'
  ).split(' '),
);
