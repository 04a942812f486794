/** As short as shows what has to be seen: two scenes, so that one may change and the other stay. */
const written = `Title: The Acceptance

INT. KITCHEN - NIGHT

TOM
It is snowing.

EXT. STREET - DAY

ANNA
He will come.
`;

/** The script, what is said in it, and the same with one line changed. */
export const script = {
  name: 'the-acceptance.fountain',
  title: 'The Acceptance',
  first: written,
  lines: ['It is snowing.', 'He will come.'],
  cast: ['ANNA', 'TOM'],
  scenes: 2,
  changed: written.replace('He will come.', 'He is never going to come.'),
  changedLines: ['It is snowing.', 'He is never going to come.'],
} as const;
