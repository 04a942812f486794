import type { CastMember, Look } from './story-bible.ts';

/** What a word for a person says of them: `WAITRESS`, `old WOMAN`, `DR.`. */
export interface Role {
  readonly gender?: CastMember['gender'];
  readonly age?: number;
  readonly wear?: Partial<Look>;
}

const female: Role = { gender: 'female' };
const male: Role = { gender: 'male' };
const anyone: Role = {};
const police: Partial<Look> = {
  top: 'uniform',
  topColour: '#2f4468',
  bottom: 'trousers',
  bottomColour: '#232f47',
  headwear: 'cap',
};
const medical: Partial<Look> = { top: 'coat', topColour: '#eef1f0', bottom: 'trousers', bottomColour: '#5f7f86' };
const nursing: Partial<Look> = { top: 'uniform', topColour: '#8fc0c4', bottom: 'trousers', bottomColour: '#8fc0c4' };
const apron: Partial<Look> = { top: 'apron', topColour: '#4f6f5a', bottom: 'trousers', bottomColour: '#2f3236' };
const suit: Partial<Look> = { top: 'suit', topColour: '#3a4154', bottom: 'trousers', bottomColour: '#3a4154' };
const serving: Partial<Look> = { top: 'apron', topColour: '#2f3236', bottom: 'trousers', bottomColour: '#2f3236' };
const soldierly: Partial<Look> = { top: 'uniform', topColour: '#5e6647', bottom: 'trousers', bottomColour: '#4a5138' };
const worker: Partial<Look> = {
  top: 'jacket',
  topColour: '#d98a3a',
  bottom: 'jeans',
  bottomColour: '#3c4f6b',
  headwear: 'helmet',
};

/** Words that name one person, upper case. */
export const roles: Readonly<Record<string, Role>> = {
  MAN: male,
  WOMAN: female,
  GUY: male,
  GENTLEMAN: { gender: 'male', age: 55, wear: suit },
  LADY: { gender: 'female', age: 50 },
  BOY: { gender: 'male', age: 9 },
  GIRL: { gender: 'female', age: 9 },
  KID: { age: 9, wear: { top: 'tshirt', bottom: 'shorts' } },
  CHILD: { age: 7, wear: { top: 'tshirt', bottom: 'shorts' } },
  BABY: { age: 1 },
  TODDLER: { age: 3 },
  TEEN: { age: 15, wear: { top: 'hoodie', bottom: 'jeans' } },
  TEENAGER: { age: 15, wear: { top: 'hoodie', bottom: 'jeans' } },
  MOM: { gender: 'female', age: 39 },
  MUM: { gender: 'female', age: 39 },
  MOMMY: { gender: 'female', age: 36 },
  MOTHER: { gender: 'female', age: 42 },
  MAMA: { gender: 'female', age: 42 },
  DAD: { gender: 'male', age: 41 },
  DADDY: { gender: 'male', age: 38 },
  FATHER: { gender: 'male', age: 44 },
  PAPA: { gender: 'male', age: 44 },
  GRANDMA: { gender: 'female', age: 71 },
  GRANDMOTHER: { gender: 'female', age: 73 },
  GRANNY: { gender: 'female', age: 74 },
  GRANDPA: { gender: 'male', age: 72 },
  GRANDFATHER: { gender: 'male', age: 74 },
  SISTER: female,
  BROTHER: male,
  AUNT: { gender: 'female', age: 48 },
  UNCLE: { gender: 'male', age: 50 },
  SON: male,
  DAUGHTER: female,
  WIFE: { gender: 'female', age: 40 },
  HUSBAND: { gender: 'male', age: 42 },
  WIDOW: { gender: 'female', age: 62, wear: { topColour: '#2b2a33' } },
  BRIDE: {
    gender: 'female',
    age: 28,
    wear: { top: 'dress', topColour: '#f3efe6', bottom: 'dress', bottomColour: '#f3efe6' },
  },
  GROOM: { gender: 'male', age: 30, wear: suit },
  QUEEN: {
    gender: 'female',
    age: 50,
    wear: { top: 'dress', topColour: '#7b2e4f', bottom: 'dress', bottomColour: '#7b2e4f' },
  },
  KING: {
    gender: 'male',
    age: 55,
    wear: { top: 'robe', topColour: '#8a2f3a', bottom: 'robe', bottomColour: '#8a2f3a', beard: 'full' },
  },
  PRINCESS: {
    gender: 'female',
    age: 20,
    wear: { top: 'dress', topColour: '#c88ab0', bottom: 'dress', bottomColour: '#c88ab0' },
  },
  PRINCE: { gender: 'male', age: 22 },
  WITCH: {
    gender: 'female',
    age: 66,
    wear: { top: 'robe', topColour: '#3a2f4d', bottom: 'robe', bottomColour: '#3a2f4d', headwear: 'hat' },
  },
  WIZARD: {
    gender: 'male',
    age: 75,
    wear: {
      top: 'robe',
      topColour: '#3d4a86',
      bottom: 'robe',
      bottomColour: '#3d4a86',
      beard: 'full',
      headwear: 'hat',
    },
  },
  MONK: {
    gender: 'male',
    age: 50,
    wear: { top: 'robe', topColour: '#7a5636', bottom: 'robe', bottomColour: '#7a5636', hair: 'bald' },
  },
  NUN: {
    gender: 'female',
    age: 50,
    wear: { top: 'robe', topColour: '#2d3038', bottom: 'robe', bottomColour: '#2d3038', headwear: 'headscarf' },
  },
  PRIEST: {
    gender: 'male',
    age: 55,
    wear: { top: 'robe', topColour: '#2a2a30', bottom: 'robe', bottomColour: '#2a2a30' },
  },
  JUDGE: { age: 60, wear: { top: 'robe', topColour: '#26262c', bottom: 'robe', bottomColour: '#26262c' } },
  LAWYER: { age: 42, wear: suit },
  BOSS: { age: 52, wear: suit },
  MANAGER: { age: 45, wear: suit },
  DIRECTOR: { age: 48, wear: { top: 'jacket' } },
  AGENT: { age: 38, wear: suit },
  DETECTIVE: { age: 46, wear: { top: 'coat', topColour: '#8a7654', bottom: 'trousers', bottomColour: '#3d3a38' } },
  INSPECTOR: { age: 50, wear: { top: 'coat', topColour: '#6d6a5c', bottom: 'trousers', bottomColour: '#3d3a38' } },
  POLICEMAN: { gender: 'male', age: 36, wear: police },
  POLICEWOMAN: { gender: 'female', age: 34, wear: police },
  COP: { age: 36, wear: police },
  OFFICER: { age: 36, wear: police },
  SHERIFF: { age: 48, wear: { ...police, topColour: '#8a6f47', headwear: 'hat' } },
  GUARD: { age: 38, wear: { ...police, topColour: '#3c4450' } },
  SOLDIER: { age: 26, wear: soldierly },
  SERGEANT: { age: 40, wear: soldierly },
  GENERAL: { age: 60, wear: soldierly },
  CAPTAIN: {
    age: 50,
    wear: { top: 'uniform', topColour: '#26364f', bottom: 'trousers', bottomColour: '#26364f', headwear: 'cap' },
  },
  PILOT: {
    age: 42,
    wear: { top: 'uniform', topColour: '#26364f', bottom: 'trousers', bottomColour: '#26364f', headwear: 'cap' },
  },
  SAILOR: { age: 30, wear: { top: 'sweater', topColour: '#2e4665', headwear: 'beanie' } },
  FISHERMAN: {
    gender: 'male',
    age: 56,
    wear: { top: 'sweater', topColour: '#3e5a6b', headwear: 'beanie', beard: 'full' },
  },
  FISHERWOMAN: { gender: 'female', age: 52, wear: { top: 'sweater', topColour: '#3e5a6b', headwear: 'beanie' } },
  FIREFIGHTER: { age: 34, wear: { top: 'coat', topColour: '#c9a23a', headwear: 'helmet' } },
  FIREMAN: { gender: 'male', age: 34, wear: { top: 'coat', topColour: '#c9a23a', headwear: 'helmet' } },
  DOCTOR: { age: 46, wear: medical },
  SURGEON: { age: 48, wear: nursing },
  DR: { age: 46, wear: medical },
  NURSE: { age: 35, wear: nursing },
  PARAMEDIC: { age: 32, wear: { ...nursing, topColour: '#3f7a58' } },
  PATIENT: { age: 50, wear: { top: 'robe', topColour: '#b9d0d6', bottom: 'robe', bottomColour: '#b9d0d6' } },
  PROFESSOR: { age: 58, wear: { top: 'jacket', topColour: '#6f5a45', glasses: true } },
  SCIENTIST: { age: 44, wear: { ...medical, glasses: true } },
  TEACHER: { age: 41, wear: { top: 'sweater' } },
  STUDENT: { age: 20, wear: { top: 'hoodie', bottom: 'jeans' } },
  LIBRARIAN: { age: 52, wear: { top: 'sweater', glasses: true } },
  WRITER: { age: 40 },
  JOURNALIST: { age: 36 },
  REPORTER: { age: 34, wear: { top: 'jacket' } },
  PHOTOGRAPHER: { age: 35 },
  ARTIST: { age: 38 },
  PAINTER: { age: 45, wear: { top: 'apron', topColour: '#cfc6b3' } },
  SINGER: { age: 30 },
  DANCER: { age: 25 },
  ACTOR: { gender: 'male', age: 34 },
  ACTRESS: { gender: 'female', age: 32 },
  MUSICIAN: { age: 34 },
  PIANIST: { age: 40, wear: { ...suit, topColour: '#24262e', bottomColour: '#24262e' } },
  MAESTRO: { age: 60 },
  CONDUCTOR: { age: 58, wear: { ...suit, topColour: '#24262e', bottomColour: '#24262e' } },
  HOST: { age: 42, wear: suit },
  HOSTESS: { gender: 'female', age: 34 },
  PRESENTER: { age: 40, wear: suit },
  ANNOUNCER: { age: 45, wear: { ...suit, topColour: '#a8434a' } },
  CHEF: { age: 42, wear: { top: 'apron', topColour: '#f0eee8', headwear: 'hat' } },
  COOK: { age: 42, wear: { top: 'apron', topColour: '#e9e4d8' } },
  BAKER: { age: 46, wear: { top: 'apron', topColour: '#eadfc9' } },
  BUTCHER: { age: 46, wear: { top: 'apron', topColour: '#d9d5d0' } },
  BARISTA: { age: 27, wear: apron },
  BARTENDER: { age: 35, wear: serving },
  BARMAN: { gender: 'male', age: 40, wear: serving },
  BARMAID: { gender: 'female', age: 30, wear: serving },
  WAITER: { gender: 'male', age: 32, wear: serving },
  WAITRESS: { gender: 'female', age: 29, wear: serving },
  SHOPKEEPER: { age: 50, wear: apron },
  CLERK: { age: 33, wear: { top: 'shirt' } },
  CASHIER: { age: 28, wear: apron },
  VENDOR: { age: 45, wear: apron },
  CUSTOMER: { age: 40 },
  NEIGHBOR: { age: 50 },
  NEIGHBOUR: { age: 50 },
  LANDLORD: { gender: 'male', age: 56 },
  LANDLADY: { gender: 'female', age: 58 },
  FARMER: {
    age: 52,
    wear: { top: 'shirt', topColour: '#a8543c', bottom: 'jeans', bottomColour: '#3c4f6b', headwear: 'hat' },
  },
  GARDENER: { age: 55, wear: { top: 'apron', topColour: '#5d7a4a', headwear: 'hat' } },
  COWBOY: {
    gender: 'male',
    age: 38,
    wear: { top: 'shirt', topColour: '#a56a3c', bottom: 'jeans', bottomColour: '#3c4f6b', headwear: 'hat' },
  },
  DRIVER: { age: 45, wear: { headwear: 'cap' } },
  CABBIE: { age: 50, wear: { headwear: 'cap' } },
  MECHANIC: { age: 38, wear: { top: 'uniform', topColour: '#4c617a', bottom: 'trousers', bottomColour: '#4c617a' } },
  WORKER: { age: 40, wear: worker },
  BUILDER: { age: 40, wear: worker },
  ENGINEER: { age: 42, wear: worker },
  POSTMAN: { gender: 'male', age: 48, wear: { ...police, topColour: '#3f5f92' } },
  MAILMAN: { gender: 'male', age: 48, wear: { ...police, topColour: '#3f5f92' } },
  COURIER: { age: 26, wear: { top: 'jacket', topColour: '#d8b13f', headwear: 'cap' } },
  MESSENGER: { age: 26, wear: { top: 'jacket', topColour: '#d8b13f', headwear: 'cap' } },
  BUTLER: { gender: 'male', age: 60, wear: { ...suit, topColour: '#24262e', bottomColour: '#24262e' } },
  MAID: {
    gender: 'female',
    age: 30,
    wear: { top: 'apron', topColour: '#e6e6ea', bottom: 'dress', bottomColour: '#2f3140' },
  },
  RECEPTIONIST: { age: 30, wear: { top: 'jacket' } },
  SECRETARY: { age: 36, wear: { top: 'jacket' } },
  ASSISTANT: { age: 28 },
  THIEF: { age: 30, wear: { top: 'hoodie', topColour: '#33363f', headwear: 'beanie' } },
  BURGLAR: { age: 34, wear: { top: 'sweater', topColour: '#2c2e35', headwear: 'beanie' } },
  KILLER: { age: 40, wear: { top: 'coat', topColour: '#2c2e35' } },
  ASSASSIN: { age: 38, wear: { top: 'coat', topColour: '#2c2e35' } },
  PIRATE: { age: 45, wear: { top: 'coat', topColour: '#6b2f33', headwear: 'hat' } },
  STRANGER: { age: 44, wear: { top: 'coat' } },
  TRAVELER: { age: 38, wear: { top: 'coat' } },
  TRAVELLER: { age: 38, wear: { top: 'coat' } },
  HITCHHIKER: { age: 26 },
  TOURIST: { age: 45, wear: { top: 'tshirt', headwear: 'cap' } },
  PASSENGER: { age: 40 },
  PEDESTRIAN: { age: 40, wear: { top: 'coat' } },
  JOGGER: { age: 30, wear: { top: 'tshirt', bottom: 'shorts' } },
  ATHLETE: { age: 24, wear: { top: 'tshirt', bottom: 'shorts' } },
  COACH: { age: 48, wear: { top: 'jacket', headwear: 'cap' } },
  HUNTER: { age: 46, wear: { top: 'jacket', topColour: '#5b5f3c', headwear: 'hat' } },
  ASTRONAUT: { age: 36, wear: { top: 'uniform', topColour: '#e4e4e2', bottom: 'trousers', bottomColour: '#e4e4e2' } },
  BEGGAR: { age: 55, wear: { top: 'coat', topColour: '#6b6152' } },
  GHOST: {
    age: 60,
    wear: { skin: 'porcelain', top: 'robe', topColour: '#d8dde2', bottom: 'robe', bottomColour: '#d8dde2' },
  },
  FRIEND: anyone,
  COLLEAGUE: { age: 38, wear: { top: 'shirt' } },
  PERSON: anyone,
  FIGURE: { wear: { top: 'coat', topColour: '#33363f' } },
  MR: { gender: 'male', age: 48 },
  MISTER: { gender: 'male', age: 48 },
  MRS: { gender: 'female', age: 50 },
  MS: { gender: 'female', age: 40 },
  MISS: { gender: 'female', age: 27 },
  MADAME: { gender: 'female', age: 52 },
  SIR: { gender: 'male', age: 55 },
  OWNER: { age: 48 },
};

/** What a word for a person says; also for `-MAN` and `-WOMAN` not in the table. `null` for other words. */
export function roleOf(word: string): Role | null {
  const key = word.toUpperCase().replace(/\.$/, '');
  const known = Object.hasOwn(roles, key) ? roles[key] : undefined;
  if (known !== undefined) return known;
  if (/..WOMAN$/.test(key)) return female;
  if (/...MAN$/.test(key) && !/^(HUMAN|GERMAN|ROMAN|OTTOMAN|TALISMAN|CAYMAN)$/.test(key)) return male;
  return null;
}

/** Names that are many people, or nobody in particular: heard perhaps, never one figure. */
const crowdWords =
  /^(?:ALL|BOTH|EVERYONE|EVERYBODY|CROWD|AUDIENCE|CHOIR|CHORUS|TOGETHER|UNISON|OTHERS|GROUP|PEOPLE|CHILDREN|KIDS|MEN|WOMEN|GIRLS|BOYS|GUESTS|STUDENTS|SOLDIERS|GUARDS|POLICE|COPS|PASSERSBY|MOB|CLASS|TEAM|FAMILY|ENSEMBLE|SPECTATORS|THEY|THE OTHERS)$/;

/** Whether a name means a crowd: `AUDIENCE`, `THREE GUARDS`, `SOME PEOPLE`. */
export function isCrowd(key: string): boolean {
  const words = key.split(' ');
  const last = words.at(-1) ?? '';
  if (crowdWords.test(key) || crowdWords.test(last)) return true;
  return last.endsWith('S') && !last.endsWith('SS') && roleOf(last) === null && roleOf(last.slice(0, -1)) !== null;
}

const voiceWords =
  /^(?:VOICE|VOICE-OVER|NARRATOR|NARRATION|RADIO|TV|TELEVISION|LOUDSPEAKER|SPEAKER|INTERCOM|PA|TANNOY|GPS|COMPUTER|PHONE|TELEPHONE|RECORDING|VOICEMAIL|DISPATCH|DISPATCHER|MACHINE|TELEPROMPTER|NEWSREADER)$/;

/** Whether a name is by itself only a sound: `VOICE-OVER`, `RADIO ANNOUNCER`, `FEMALE VOICE`. */
export function isVoiceName(key: string): boolean {
  const words = key.replace(/['.]/g, '').split(' ');
  return voiceWords.test(words.at(-1) ?? '') || /^(?:RADIO|TV|VOICE|PA|VOICE-OVER)$/.test(words[0] ?? '');
}

/** Whether a name is a description rather than somebody's own: `MAN`, `OLD WOMAN`, `GUARD 2`. */
export function isGeneric(key: string): boolean {
  const words = key.replace(/\./g, '').split(' ');
  const bare = words.filter((word) => !/^(?:\d+|ONE|TWO|THREE|FOUR|THE|A|AN)$/.test(word));
  const last = bare.at(-1) ?? '';
  return roleOf(last) !== null || isCrowd(key) || isVoiceName(key);
}
