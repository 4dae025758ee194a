import styles from './keyboard.module.css';

/** The key that does the same; screen readers learn it from the list of keys. */
export function Key({ name }: { name: string }) {
  return (
    <span className={styles.key} aria-hidden="true">
      {name}
    </span>
  );
}
