import { entryOf, type Section } from './classic-config.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A record that came to an output. */
export interface Delivered {
  readonly output: string;
  /** Of OpenSearch: the index, of CloudWatch: the group. */
  readonly to: string;
  readonly tag: string;
  readonly record: Fields;
}

/** `raw.*` matches whatever begins so: https://docs.fluentbit.io/manual/concepts/data-pipeline/router */
const matches = (pattern: string, tag: string) =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(tag);

/** Time that a test calls today. */
const day = '2026.01.31';

/**
 * Follows one record through filters to outputs, as the documentation of each says: a small model of Fluent Bit, which is not run here. `rewrite_tag`
 * sends a record through all filters again, under its new tag.
 */
export function follow(
  sections: readonly Section[],
  tag: string,
  record: Fields,
  env: Readonly<Record<string, string>>,
) {
  const delivered: Delivered[] = [];
  const value = (section: Section, key: string) =>
    (entryOf(section, key) ?? '').replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const set = env[name];
      if (set === undefined) throw new Error(`${name} is set nowhere.`);
      return set;
    });
  const enter = (tag: string, fields: Fields, depth: number): void => {
    if (depth > 8) throw new Error(`${tag} goes round and round.`);
    let record = fields;
    for (const filter of sections.filter(({ kind }) => kind === 'FILTER')) {
      if (!matches(value(filter, 'match'), tag)) continue;
      if (value(filter, 'name') === 'parser') record = parsed(record, value(filter, 'key_name'));
      else if (!rewritten(filter, tag, record, depth)) return;
    }
    for (const output of sections.filter(({ kind }) => kind === 'OUTPUT'))
      if (matches(value(output, 'match'), tag))
        delivered.push({ output: value(output, 'name'), to: destination(output), tag, record });
  };
  /** @returns whether the record stays under its own tag, too */
  const rewritten = (filter: Section, tag: string, record: Fields, depth: number): boolean => {
    for (const [, rule] of filter.entries.filter(([key]) => key === 'rule')) {
      const [key = '', expression = '', to = '', keep] = rule.split(' ');
      const found = record[key.slice(1)];
      if (typeof found !== 'string' || !new RegExp(expression).test(found)) continue;
      const named = to
        .replace(/\$TAG\[(\d)\]/g, (_, part: string) => tag.split('.')[Number(part)] ?? '')
        .replaceAll('$TAG', tag);
      enter(named, record, depth + 1);
      return keep === 'true';
    }
    return true;
  };
  const destination = (output: Section): string =>
    value(output, 'name') === 'opensearch'
      ? `${value(output, 'logstash_prefix')}-${day}`
      : value(output, 'log_group_name');
  enter(tag, record, 0);
  return delivered;
}

function parsed(record: Fields, key: string): Fields {
  const { [key]: text, ...rest } = record;
  if (typeof text !== 'string') return record;
  try {
    const { time: _, ...fields } = JSON.parse(text) as Fields;
    return { ...rest, ...fields };
  } catch {
    return record;
  }
}
