import type { Fault } from './fault.ts';

const modules = 'infrastructure/terraform/modules';

const data = (
  name: string,
  module: string,
  file: string,
  [find, replace]: readonly [string, string],
  says: RegExp,
): Fault => ({
  ...{ layer: 'Data', name, file: `${modules}/${module}/${file}`, find, replace },
  check: [
    ...['vitest', 'run', '--config', 'infrastructure/vitest.config.ts'],
    ...['terraform/modules.test', '-t', ` ${module} does what`],
  ] as const,
  // Terraform breaks its messages at 80 columns.
  says: new RegExp(says.source.replaceAll(' ', '\\s+')),
});

/** Where modules that hold data meet: what each does alone, and they do not do together. */
export const faults: readonly Fault[] = [
  data(
    "the cache's token waits for the cache's own address",
    'secrets',
    'outputs.tf',
    ['random_password.made["REDIS_AUTH_TOKEN"].result', 'local.values.REDIS_AUTH_TOKEN'],
    /Error: Cycle:/,
  ),
  data(
    'after a failover no browser can upload',
    'backup',
    'main.tf',
    ['expose_headers  = ["ETag", ', 'expose_headers  = ['],
    /After a failover browsers put their uploads here/,
  ),
  data(
    'a bucket to run from is made without pages that may use it',
    'backup',
    'variables.tf',
    ['var.dr_assets_bucket_name == null || length(var.frontend_origins) > 0', 'length(var.frontend_origins) >= 0'],
    /refuses_a_bucket_to_run_from_that_no_browser_can_upload_to"\.\.\. fail/,
  ),
  data(
    'the distribution reads all that lies in the bucket of films',
    's3',
    'policies.tf',
    ['["assets"]}/users/*"', '["assets"]}/*"'],
    /The distribution that is named may read users' files, and nobody may anything else/,
  ),
];
