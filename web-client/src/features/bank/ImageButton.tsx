import { Trans, useLingui } from '@lingui/react/macro';
import { ImagePlus } from 'lucide-react';
import { useState } from 'react';
import { api, asProblem, type ProblemError, unwrap } from '~/api';
import { useOrganisation } from '~/features/organisation';
import { Button, Dialog, ProblemNote, Stack, TextField } from '~/ui';
import styles from './bank.module.css';

/** The largest file that is taken, in bytes. */
const LARGEST = 2 * 1024 * 1024;

/** Loads an image up and gives the Markdown that shows it. What it shows has to be said, for those who do not see it. */
export function ImageButton({ onImage }: { onImage: (markdown: string) => void }) {
  const { t } = useLingui();
  const organisation = useOrganisation();
  const [file, setFile] = useState<File>();
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ProblemError>();
  const [fault, setFault] = useState<string>();
  const [unsaid, setUnsaid] = useState(false);
  const send = async () => {
    if (busy || !organisation) return;
    if (!file) return setFault(t`Choose a picture.`);
    if (file.size > LARGEST) return setFault(t`It is larger than 2 MB.`);
    if (!words.trim()) return setUnsaid(true);
    setBusy(true);
    setError(undefined);
    try {
      const content = await base64(file);
      const image = await unwrap(api.POST('/v1/item-images', { body: { organisation_id: organisation.id, content } }));
      onImage(`![${words.trim().replaceAll(/[[\]\n]/g, ' ')}](image:${image.id})`);
      setOpen(false);
      setWords('');
    } catch (thrown) {
      setError(asProblem(thrown));
    }
    setBusy(false);
  };
  return (
    <div>
      <Button size="small" onClick={() => setOpen(true)}>
        <ImagePlus aria-hidden="true" />
        <Trans>Add an image</Trans>
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={<Trans>Add an image</Trans>}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>
              <Trans>Cancel</Trans>
            </Button>
            <Button tone="primary" busy={busy} onClick={() => void send()}>
              <Trans>Add</Trans>
            </Button>
          </>
        }
      >
        {/* No form of its own: it stands in the form of the item. */}
        <Stack>
          {error && <ProblemNote error={error} />}
          <TextField
            label={t`Picture`}
            hint={<Trans>PNG or JPEG, at most 2 MB.</Trans>}
            type="file"
            accept="image/png,image/jpeg"
            className={styles.file ?? ''}
            error={fault}
            onChange={event => {
              setFile(event.currentTarget.files?.[0]);
              setFault(undefined);
            }}
          />
          <TextField
            label={t`What it shows`}
            hint={<Trans>Read to those who do not see it. Say what matters for the question.</Trans>}
            maxLength={300}
            value={words}
            error={unsaid ? t`Say what it shows.` : undefined}
            onInput={event => {
              setWords(event.currentTarget.value);
              setUnsaid(false);
            }}
          />
        </Stack>
      </Dialog>
    </div>
  );
}

function base64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^.*?,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
