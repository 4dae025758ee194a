import { randomUUID } from 'node:crypto';

/** Orders work as the demo's requester, over the public interface; the name of the project that is live now. */
export async function order(url: string, password: string): Promise<string> {
  const name = `Ordered ${Date.now()}`;
  const signIn = { email: 'requester@demo.guildhall', password, device_name: 'Script' };
  let token = '';
  token = (await call('POST', '/v1/sessions', JSON.stringify(signIn))).access_token;
  const { data } = await call('GET', '/v1/organisations');
  const project = await call(
    'POST',
    '/v1/projects',
    JSON.stringify({
      organisation_id: data[0].id,
      name,
      kind: 'classification',
      guideline: { markdown: '# Choose', summary: 'Choose the label that fits.' },
      template: {
        question: 'How does it sound?',
        labels: [
          { value: 'good', title: 'Good' },
          { value: 'bad', title: 'Bad' },
        ],
      },
      price: { amount: '0.10', currency: 'USD' },
      estimate_seconds: 30,
      overlap: 1,
      review: { mode: 'automatic' },
    }),
  );
  const row = `${JSON.stringify({ key: name, input: { text: 'It arrived on time.' } })}\n`;
  await call('POST', `/v1/projects/${project.id}/tasks`, row, 'application/x-ndjson');
  await call('POST', `/v1/projects/${project.id}/launch`);
  return name;

  async function call(method: string, path: string, body?: string, type = 'application/json') {
    const response = await fetch(url + path, {
      method,
      ...(body !== undefined && { body }),
      headers: {
        ...(body !== undefined && { 'Content-Type': type }),
        ...(token && { Authorization: `Bearer ${token}` }),
        'Idempotency-Key': randomUUID(),
      },
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${answer}`);
    return answer === '' ? undefined : JSON.parse(answer);
  }
}
