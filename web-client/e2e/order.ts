import { signedIn } from './script';

/**
 * Orders work as the demo's requester, over the public interface; the name of the project that is live now.
 *
 * @param requirements who may do it, as the contract's `Requirements`
 */
export async function order(url: string, password: string, requirements: object = {}): Promise<string> {
  const name = `Ordered ${Date.now()}`;
  const call = await signedIn(url, 'requester@demo.guildhall', password);
  const { data } = await call('GET', '/v1/organisations');
  const project = await call('POST', '/v1/projects', {
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
    requirements,
    review: { mode: 'automatic' },
  });
  const row = `${JSON.stringify({ key: name, input: { text: 'It arrived on time.' } })}\n`;
  await call('POST', `/v1/projects/${project.id}/tasks`, row, 'application/x-ndjson');
  await call('POST', `/v1/projects/${project.id}/launch`);
  return name;
}
