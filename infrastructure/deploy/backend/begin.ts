import { type Colour, colours } from '../colour.ts';
import { type BackendRecord, silence } from '../record.ts';
import { isRetired, type Observed } from './observed.ts';

/** How a run starts, by what it finds. */
export type Beginning =
  | { readonly how: 'start'; readonly from: Colour }
  | { readonly how: 'go on'; readonly record: BackendRecord }
  | { readonly how: 'roll back first'; readonly record: BackendRecord; readonly why: string }
  | { readonly how: 'nothing to do'; readonly why: string }
  | { readonly how: 'refuse'; readonly why: string };

/** The deployment that was begun and has not ended. */
export const unfinished = ({ services }: Observed): BackendRecord | null => {
  const records = colours.map((colour) => services[colour].record);
  return records.find((record) => record && ['under-way', 'rolling-back'].includes(record.state)) ?? null;
};

/**
 * @param image that is to be deployed
 * @param newest the newest task definition of the family: Terraform may have made one since
 */
export function begin(
  observed: Observed,
  { image, newest }: { readonly image: string; readonly newest: string },
): Beginning {
  const record = unfinished(observed);
  if (record) return takeUp(observed, record, image);
  const { weights, services } = observed;
  const from = colours.find((colour) => weights[colour] === 100);
  if (!from)
    return {
      how: 'refuse',
      why: `Traffic is split, blue ${weights.blue} and green ${weights.green} percent, and no deployment says why. Give one colour all of it, then run this again.`,
    };
  const live = services[from];
  if (!live.settled)
    return {
      how: 'refuse',
      why: `${live.name} is itself being changed: another deployment is under way. Wait for it.`,
    };
  if (live.image === image && live.taskDefinition === newest)
    return { how: 'nothing to do', why: `${live.name} runs this image already.` };
  return { how: 'start', from };
}

function takeUp(observed: Observed, record: BackendRecord, image: string): Beginning {
  const silent = Math.round((observed.now - record.seen) / 1_000);
  if (silent < silence)
    return {
      how: 'refuse',
      why: `Another deployment is under way: ${record.to} was worked on ${silent} s ago. If its process is lost, run this again in ${silence - silent} s.`,
    };
  // What has gone so far that nothing could be rolled back to is ended, whatever comes after it.
  if (isRetired(observed, record.to) || (record.state === 'under-way' && observed.services[record.to].image === image))
    return { how: 'go on', record };
  return { how: 'roll back first', record, why: 'its process was lost, and another image is to be deployed' };
}
