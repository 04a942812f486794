const number =
  '(?:\\d+|[ivxlc]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[- ]\\w+)?|the (?:first|second|third|last))';
const title = new RegExp(
  `^(?:(act|part|chapter|episode)|(scene)) (?:number |no\\.? ?)?${number}\\.?(?:\\s*[:\\-–—]\\s*\\S.*)?$`,
  'isu',
);

/** Fountain's outline: acts are sections of level 1, scenes of level 3. */
export type TitleLevel = 1 | 3;

/** The level of a line that only names a part of the script, `SCENE ONE`, `Act 2: The River`; otherwise `null`. */
export function sceneTitleLevel(line: string): TitleLevel | null {
  if (line.length > 120) return null;
  const match = title.exec(line);
  if (!match) return null;
  return match[2] === undefined ? 1 : 3;
}
