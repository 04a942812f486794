import { fastify } from 'fastify';

/** The least that Fastify can do: one route that answers a film's state as it is. What the API's answer is measured against. */
const [, , port, film] = process.argv;
const bare = fastify();
const answer: unknown = JSON.parse(film ?? '{}');
bare.get('/film', async () => answer);
await bare.listen({ host: '127.0.0.1', port: Number(port) });
