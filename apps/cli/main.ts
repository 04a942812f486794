import { Command, CommanderError } from 'commander';
import type { MakeOptions } from './commands/film.ts';
import type { LoginOptions } from './commands/login.ts';
import { exitCodes, explain } from './failure.ts';
import { addFilmOptions, addScriptOptions, defaultStore, type FilmOptions, jobsOption } from './options.ts';

// A reader that has seen enough (`studio plan | head`) is no fault, and no reason to stop a film.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const program = new Command('studio')
  .description('A screenplay goes in, a film comes out: on this machine, with no account and no network.')
  .version('0.1.0')
  .showHelpAfterError('(studio help <command> shows what it takes)')
  .addHelpText(
    'after',
    `
Exit codes: 0 done; 1 a fault of the studio or of ffmpeg; 2 the script, the bible or an option cannot be used;
3 this machine lacks something; 4 verify found a difference; 5 a downgrade under --strict; 130 stopped with Ctrl-C.`,
  )
  .exitOverride();

const onServer = [
  '--server [address]',
  'film on a studio server instead of here (default: the one that studio login signed in at)',
] as const;

const examples = (...lines: readonly string[]) =>
  `\nExamples:\n${lines.map((line) => `  npx studio ${line}`).join('\n')}`;

addFilmOptions(
  program.command('film').argument('[script]', 'a screenplay: Fountain, FDX or plain text (default: the main example)'),
)
  .description('film a screenplay: pictures, voices, score, subtitles')
  .option(...onServer)
  .addHelpText(
    'after',
    examples(
      'film',
      'film my-script.fountain --size 1920x1080',
      'film my-script.fdx --style noir --burn-subtitles',
      'film my-script.fountain --json | my-program',
      'film my-script.fountain --server https://studio.example.org',
    ),
  )
  .action(async (script: string | undefined, options: MakeOptions) =>
    (await import('./commands/film.ts')).film(script, options, 'film'),
  );

addFilmOptions(program.command('draft').argument('[script]', 'a screenplay (default: the main example)'))
  .description('timed boards with voices and effects, in seconds')
  .option(...onServer)
  .addHelpText('after', examples('draft my-script.fountain', 'draft my-script.fountain --size 1080x1920'))
  .action(async (script: string | undefined, options: MakeOptions) =>
    (await import('./commands/film.ts')).film(script, options, 'draft'),
  );

addFilmOptions(program.command('plan').argument('<script>', 'a screenplay').argument('[newer]', 'a newer draft of it'))
  .description('scenes, cast, shots and a forecast; with two drafts, what changed between them')
  .option('--cut <file>', 'an OTIO file of the cut as an editor gave it back: says how it differs')
  .addHelpText(
    'after',
    examples(
      'plan my-script.fountain',
      'plan draft-2.fountain draft-3.fountain',
      'plan my-script.fountain --cut edited.otio',
    ),
  )
  .action(async (script: string, newer: string | undefined, options: FilmOptions & { cut?: string }) =>
    (await import('./commands/plan.ts')).plan(script, newer, options),
  );

addScriptOptions(program.command('bible').argument('<script>', 'a screenplay'))
  .description('write what the studio understood of cast, places and scenes, to be corrected by hand')
  .addHelpText('after', examples('bible my-script.fountain', 'bible my-script.fountain --out films/mine'))
  .action(async (script: string, options: FilmOptions) => (await import('./commands/bible.ts')).bible(script, options));

addFilmOptions(program.command('export').argument('<script>', 'a screenplay'))
  .description('the cut for other programs: OTIO, EDL, FCPXML, SRT, VTT, PDF storyboard, Fountain, FDX')
  .option('--format <names>', 'which, with commas: otio,edl,fcpxml,srt,vtt,pdf,fountain,fdx (default: all)')
  .addHelpText(
    'after',
    examples(
      'export my-script.fountain --format otio,srt',
      'export my-script.fountain --format fdx --out for-final-draft',
    ),
  )
  .action(async (script: string, options: FilmOptions & { format?: string }) =>
    (await import('./commands/export.ts')).exportCut(script, options),
  );

program
  .command('verify')
  .argument('<folder>', 'a folder that `studio film` or `studio draft` made')
  .description('make a film again from its own folder and compare: bit-identical on the same machine')
  .option('--quick', 'compare the files with the manifest only', false)
  .option('--jobs <number>', 'how many jobs run at once (default: one a core)', jobsOption)
  .option('--json', 'one JSON event a line on standard output', false)
  .addHelpText('after', examples('verify films/my-script', 'verify films/my-script --quick'))
  .action(async (folder: string, options: { quick: boolean; json: boolean; jobs?: number }) =>
    (await import('./commands/verify.ts')).verify(folder, options),
  );

program
  .command('serve')
  .description('the whole studio as a server on this machine: API, workers, database (settings: docs/server.md)')
  .addHelpText('after', examples('serve', 'serve  # PORT=9000 HOST=0.0.0.0 in the environment'))
  .action(async () => (await import('./commands/serve.ts')).serve());

program
  .command('login')
  .description(
    'give this machine a key for a studio server: by a sign-in link, or by e-mail and password, which it asks for',
  )
  .option('--server <address>', 'the studio (default: $STUDIO_SERVER, then http://127.0.0.1:8000)')
  .option('--link <link>', 'the sign-in link that the server printed')
  .option('--key <key>', 'an API key that you have already')
  .addHelpText('after', examples('login', "login --link 'http://127.0.0.1:8000/sign-in#token=…'"))
  .action(async (options: LoginOptions) => (await import('./commands/login.ts')).login(options));

program
  .command('logout')
  .description('forget the key of this machine')
  .addHelpText('after', examples('logout'))
  .action(async () => (await import('./commands/login.ts')).logout());

program
  .command('doctor')
  .description('what this machine has of what the studio needs')
  .option('--store <folder>', 'the store to look at', defaultStore)
  .option('--json', 'as JSON', false)
  .addHelpText('after', examples('doctor'))
  .action(async (options: { store: string; json: boolean }) => (await import('./commands/doctor.ts')).doctor(options));

program
  .command('bench')
  .description('measure this machine against the figures to reach; writes bench/results.json')
  .option('--quick', 'a shorter film, rougher figures', false)
  .option('--results <file>', 'where the figures go', 'bench/results.json')
  .addHelpText('after', examples('bench', 'bench --quick'))
  .action(async (options: { quick: boolean; results: string }) => (await import('./commands/bench.ts')).bench(options));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.badInput;
  } else {
    const { exitCode, message } = explain(error);
    if (process.argv.includes('--json'))
      process.stdout.write(`${JSON.stringify({ event: 'failed', message, exitCode })}\n`);
    process.stderr.write(`studio: ${message}\n`);
    process.exitCode = exitCode;
  }
}
