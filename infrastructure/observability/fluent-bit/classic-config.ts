/** A section of Fluent Bit's classic configuration, in its place: `[FILTER]` with its keys. */
export interface Section {
  readonly kind: 'SERVICE' | 'INPUT' | 'FILTER' | 'OUTPUT' | 'PARSER';
  /** Keys in lower case, as Fluent Bit compares them. A key may come more than once: `Rule`. */
  readonly entries: readonly (readonly [key: string, value: string])[];
}

const kinds = ['SERVICE', 'INPUT', 'FILTER', 'OUTPUT', 'PARSER'] as const;

/** The value of a key that may come once. */
export const entryOf = ({ entries }: Section, key: string): string | undefined =>
  entries.find(([name]) => name === key)?.[1];

/**
 * Reads the classic format, with the files that it includes. Stricter than Fluent Bit: what is no section, no entry, no comment and no inclusion is an
 * error. https://docs.fluentbit.io/manual/administration/configuring-fluent-bit/classic-mode/format-schema
 * @param include gives the text of an included file
 * @throws Error with file and line
 */
export function readClassic(text: string, name: string, include: (path: string) => string): readonly Section[] {
  const sections: { kind: Section['kind']; entries: [string, string][] }[] = [];
  const found: Section[] = [];
  text.split('\n').forEach((line, index) => {
    const place = `${name}:${index + 1}`;
    const heading = /^\[(\w+)\]$/.exec(line)?.[1];
    const inclusion = /^@INCLUDE (\S+)$/.exec(line)?.[1];
    const [, key, value] = /^ {4}(\S+) +(\S.*?) *$/.exec(line) ?? [];
    if (/^\s*(#.*)?$/.test(line)) return;
    if (inclusion) found.push(...readClassic(include(inclusion), inclusion, include));
    else if (heading) {
      const kind = kinds.find((one) => one === heading);
      if (!kind) throw new Error(`${place}: there is no section [${heading}].`);
      const section = { kind, entries: [] };
      sections.push(section);
      found.push(section);
    } else if (key && value && sections.length > 0) sections.at(-1)?.entries.push([key.toLowerCase(), value]);
    else throw new Error(`${place}: "${line}" is neither a section, nor an entry, nor a comment.`);
  });
  return found;
}
