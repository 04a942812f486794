import type { Colour } from './colour.ts';

/** How Terraform names what a deployment works on (modules ecs, gpu-workers, monitoring). */
export interface Names {
  readonly cluster: string;
  /** The family of the API's task definitions. */
  readonly backend: string;
  service(colour: Colour): string;
  /** Service and family of a fleet of workers: gpu, cpu, or one that a studio has besides. */
  fleet(fleet: string): string;
  alarm(key: string): string;
}

/** @example namesOf('prod').service('blue'); // 'ai-film-studio-backend-prod-blue' */
export function namesOf(env: string): Names {
  return {
    cluster: `ai-film-studio-${env}`,
    backend: `ai-film-studio-backend-${env}`,
    service: (colour) => `ai-film-studio-backend-${env}-${colour}`,
    fleet: (fleet) => `ai-film-studio-${fleet}-workers-${env}`,
    alarm: (key) => `ai-film-studio-${env}-${key}`,
  };
}
