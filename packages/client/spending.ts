/** Calls that cost credits or money: made by generate.ts. */
export const spending: ReadonlySet<string> = new Set([
  'POST /v1/projects/{projectId}/films',
  'POST /v1/films/{filmId}/resume',
  'POST /v1/admin/users/{userId}/credits',
  'POST /v1/billing/checkout',
]);
