import { Passage, Sides } from '~/features/answer';
import { type ItemBody, ItemProse } from '~/features/item';
import styles from './grading.module.css';

/** What was asked, with all the texts it was asked about, to read only. */
export function Material({ body }: { body: ItemBody }) {
  const { a, b, response, options } = body;
  return (
    <div className={styles.material}>
      <ItemProse text={body.prompt} gap={id => <span key={id}>____</span>} />
      {options && (
        <ul className={styles.options}>
          {options.map(({ id, text }) => (
            <li key={id} dir="auto">
              {text}
            </li>
          ))}
        </ul>
      )}
      {a !== undefined && b !== undefined && <Sides a={a} b={b} onSeen={() => {}} />}
      {response !== undefined && <Passage text={response} plain />}
    </div>
  );
}
