import { useEffect, useState } from 'react';
import { cx } from './cx';
import styles from './Markdown.module.css';

/**
 * Text written by other people, as Markdown. The parser and the sanitiser come lazily; until then, and if they fail, the
 * plain text is shown. Only an allow-list of tags survives: no images, no scripts, no styles, no ids. Its headings follow
 * the page's heading of level `under`.
 */
export function Markdown({
  text,
  under = 3,
  className,
}: {
  text: string;
  under?: 1 | 2 | 3;
  className?: string | undefined;
}) {
  const [html, setHtml] = useState<{ of: string; html: string }>();
  useEffect(() => {
    let current = true;
    import('./markdown-html').then(
      ({ toHtml }) => current && setHtml({ of: text, html: toHtml(text, under) }),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [text, under]);
  if (html?.of !== text) return <div className={cx(styles.prose, styles.plain, className)}>{text}</div>;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the one place, and its input comes out of the sanitiser.
  return <div className={cx(styles.prose, className)} dir="auto" dangerouslySetInnerHTML={{ __html: html.html }} />;
}
