import { z } from 'zod';

const modelSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]+$/),
  /** Below the folder of models, laid out as ComfyUI looks for them. */
  file: z
    .string()
    .regex(/^[\w-]+(\/[\w.-]+)+$/, 'a path below the folder of models, without ..')
    .refine((path) => !path.includes('..')),
  /** Names a revision, never a branch: what a branch holds changes. */
  url: z.url({ protocol: /^https?$/ }),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  licence: z.string().min(1),
  /** Whether its licence lets films made with it be sold. */
  commercial: z.boolean(),
  /** Types of jobs whose workers need it. */
  types: z.array(z.enum(['image', 'video', 'audio'])).min(1),
});

const manifestSchema = z
  .strictObject({ $comment: z.string().optional(), models: z.array(modelSchema) })
  .superRefine(({ models }, context) => {
    for (const key of ['name', 'file', 'sha256'] as const) {
      const values = models.map((model) => model[key]);
      for (const value of values.filter((one, index) => values.indexOf(one) !== index))
        context.addIssue({ code: 'custom', path: ['models'], message: `${key} ${value} stands twice` });
    }
  });

/** A file of weights: where it comes from, where it goes, and how to know that it is the right one. */
export type Model = z.output<typeof modelSchema>;

/**
 * @param text of models.json
 * @returns the models that workers of these types need
 * @throws ZodError that names every fault
 * @example modelsFor(await readFile('models.json', 'utf8'), ['image']);
 */
export function modelsFor(text: string, types: readonly string[]): readonly Model[] {
  const { models } = manifestSchema.parse(JSON.parse(text));
  return models.filter((model) => model.types.some((type) => types.includes(type)));
}
