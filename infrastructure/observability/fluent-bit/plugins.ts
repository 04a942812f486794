import { entryOf, type Section } from './classic-config.ts';

/** What of a plugin's keys is used here: needed ones and others. From https://docs.fluentbit.io/manual/data-pipeline */
interface Plugin {
  readonly needs: readonly string[];
  readonly may: readonly string[];
}

const plugins: Readonly<Record<Exclude<Section['kind'], 'SERVICE' | 'PARSER'>, Readonly<Record<string, Plugin>>>> = {
  INPUT: {
    tail: {
      needs: ['tag', 'path', 'db'],
      may: ['multiline.parser', 'mem_buf_limit', 'skip_long_lines', 'storage.type'],
    },
    forward: { needs: ['listen', 'port'], may: ['storage.type'] },
  },
  FILTER: {
    parser: { needs: ['match', 'key_name', 'parser'], may: ['reserve_data', 'preserve_key'] },
    rewrite_tag: { needs: ['match', 'rule', 'emitter_name'], may: ['emitter_storage.type', 'emitter_mem_buf_limit'] },
  },
  OUTPUT: {
    opensearch: {
      needs: [
        'match',
        'host',
        'port',
        'logstash_format',
        'logstash_prefix',
        'logstash_dateformat',
        'suppress_type_name',
      ],
      may: [
        'tls',
        'aws_auth',
        'aws_region',
        'generate_id',
        'compress',
        'trace_error',
        'retry_limit',
        'storage.total_limit_size',
      ],
    },
    cloudwatch_logs: {
      needs: ['match', 'region', 'log_group_name', 'log_stream_prefix'],
      may: ['log_key', 'log_format', 'auto_create_group', 'retry_limit'],
    },
    null: { needs: ['match'], may: [] },
  },
};

const service: Plugin = {
  needs: ['parsers_file'],
  may: [
    'flush',
    'grace',
    'log_level',
    'storage.path',
    'storage.max_chunks_up',
    'http_server',
    'http_listen',
    'http_port',
    'health_check',
  ],
};
const parser: Plugin = { needs: ['name', 'format'], may: ['time_key', 'time_format', 'time_keep'] };

/** What is wrong with a section: a plugin or a key that there is not, a key that is missing, one that comes twice. */
export function faultsOf(section: Section): readonly string[] {
  const { kind, entries } = section;
  const name = entryOf(section, 'name');
  const plugin = kind === 'SERVICE' ? service : kind === 'PARSER' ? parser : plugins[kind][name ?? ''];
  if (!plugin) return [`[${kind}] ${name}: there is no such plugin here.`];
  const keys = entries.map(([key]) => key).filter((key) => key !== 'name' || kind === 'PARSER');
  const known = [...plugin.needs, ...plugin.may];
  const where = `[${kind}] ${name ?? ''}`;
  return [
    ...keys.filter((key) => !known.includes(key)).map((key) => `${where}: there is no key ${key}.`),
    ...plugin.needs.filter((key) => !keys.includes(key)).map((key) => `${where} lacks ${key}.`),
    ...keys
      .filter((key, index) => key !== 'rule' && keys.indexOf(key) !== index)
      .map((key) => `${where} has ${key} twice.`),
    ...entries
      .filter(([key, value]) => key === 'rule' && !/^\$\S+ \S+ \S+ (true|false)$/.test(value))
      .map(([, value]) => `${where}: "${value}" is no rule: key, expression, tag, and whether the record stays.`),
  ];
}
