import type { Routes } from '../http/api.ts';

/** Where links in mails and `npm start` lead: pages of the web app, which a server without one explains instead. */
const pages: Readonly<Record<string, string>> = {
  '/': '<p>This is the API of an AI film studio. All that it can do is in <a href="/v1/reference">the reference</a>.</p>',
  '/sign-in': `<p>The address of this page is a link that lets you in once. Copy it whole, as your browser shows it above, and on your machine:</p>
<pre>npx studio login --link '(the address)'</pre>
<p>Then <code>npx studio film my-script.fountain --server</code> films here. By the API alone: <code>docs/api/film.sh '…'</code>.</p>`,
  '/verify': `<p>What follows <code>#token=</code> in the address proves that the mailbox is yours. The account begins with it and a password:</p>
<pre>POST /v1/accounts/verify  {"token": "…", "password": "…"}</pre>`,
  '/reset-password': `<p>What follows <code>#token=</code> in the address lets you choose a new password once:</p>
<pre>POST /v1/accounts/reset  {"token": "…", "password": "…"}</pre>`,
};

const page = (text: string) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>AI Film Studio</title>
<style>body { max-width: 40rem; margin: 4rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif } pre { overflow-x: auto }</style>
<h1>AI Film Studio</h1>
${text}
</html>
`;

/** Nothing runs in these pages: a secret in the address is read by nobody. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

export const frontDoorRoutes: Routes = (api) => {
  for (const [url, text] of Object.entries(pages))
    api.get(url, { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) =>
      reply
        .header('content-security-policy', policy)
        .type('text/html; charset=utf-8')
        .serializer((html: unknown) => String(html))
        .send(page(text)),
    );
};
