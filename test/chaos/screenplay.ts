const places = [
  'INT. KITCHEN - NIGHT',
  'EXT. GARDEN - DAY',
  'INT. CAFE - MORNING',
  'EXT. HARBOUR - DUSK',
  'EXT. FOREST - DAY',
  'EXT. STREET - NIGHT',
] as const;

const questions = ['Who took', 'Where is', 'When did you lose', 'What became of', 'Why do you keep', 'Did you sell'];
const answers = [
  'Nobody asked about',
  'I have never seen',
  'Leave',
  'Tomorrow we bury',
  'The river has',
  'Ask Tom about',
];
const things = [
  'the bell',
  'the boat',
  'the blue letter',
  'the key',
  'the lantern',
  'the map',
  'the ring',
  'the clock',
];
const deeds = ['OLGA crosses to the window.', 'A door slams.', 'TOM knocks at the door.', 'OLGA picks up the phone.'];

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

/**
 * A screenplay of two people, a given number of scenes long, none of whose lines is said twice: each is a job of its own.
 * @param title in every line, so that two films have no line in common
 */
export function screenplay(
  title: string,
  { scenes, lines }: { readonly scenes: number; readonly lines: number },
): string {
  const dialogue = (scene: number) =>
    Array.from({ length: Math.round(lines / scenes) }, (_, index) => {
      const number = scene * lines + index;
      const thing = pick(things, number * 5 + scene);
      return index % 2 === 0
        ? `TOM\n${pick(questions, number + scene)} ${thing} of ${title}, in place ${number}?`
        : `OLGA\n${pick(answers, number)} ${thing} of ${title}, number ${number}.`;
    });
  const told = Array.from({ length: scenes }, (_, scene) =>
    [
      pick(places, scene),
      scene === 0 ? 'OLGA (60), grey hair, sits at the table. TOM (12), red hair, stands in the door.' : null,
      pick(deeds, scene),
      ...dialogue(scene),
    ]
      .filter((part) => part !== null)
      .join('\n\n'),
  );
  return `Title: ${title}\nAuthor: The Storm\n\n${told.join('\n\n')}\n`;
}
