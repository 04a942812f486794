import { z } from 'zod';
import type { Planned } from '../../plan.ts';

/** A resource, or a block in one: what is known of it, and what is not yet. */
export type Block = Pick<Planned, 'values' | 'unknown'>;

const contents = z.array(z.record(z.string(), z.unknown()).catch({})).catch([]);
const on = z.union([z.literal(true), z.literal('true')]);

/** The blocks of a name, in a resource or in another block. @example blocks(repository, 'encryption_configuration') */
export function blocks({ values, unknown }: Block, name: string): readonly Block[] {
  const hidden = contents.parse(unknown[name]);
  return contents.parse(values[name]).map((one, index) => ({ values: one, unknown: hidden[index] ?? {} }));
}

/** Whether somebody gave it a value, if only one that is known when another resource has been made. */
export const isGiven = ({ values, unknown }: Block, name: string): boolean =>
  unknown[name] === true || (values[name] ?? '') !== '';

/** Whether it is on for certain. The provider has some of its switches as text. */
export const isOn = ({ values }: Block, name: string): boolean => on.safeParse(values[name]).success;

/** What is known of it as text. @example textOf(bucket, 'region') */
export const textOf = ({ values }: Block, name: string): string | undefined =>
  z.string().optional().catch(undefined).parse(values[name]);

/** What is known of it as a number. */
export const numberOf = ({ values }: Block, name: string): number | undefined =>
  z.number().optional().catch(undefined).parse(values[name]);

/** What is known of it as a list: of what is not known yet, nothing. */
export const textsOf = ({ values }: Block, name: string): readonly string[] =>
  z
    .array(z.unknown())
    .catch([])
    .parse(values[name])
    .filter((one) => typeof one === 'string');
