import { ScanLine } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '#shared/ui/components/button.tsx';
import { useWords } from '../app/use-words.ts';
import styles from './cashier-screen.module.css';

interface SlipInputProps {
  readonly busy: boolean;
  readonly onText: (text: string) => void;
  /** Enter in the empty field. */
  readonly onEnter: () => void;
  readonly onEscape: () => void;
}

/** The one field of the desk. A scanner types into it; whatever else was touched, the next key lands here. */
export function SlipInput({ busy, onText, onEnter, onEscape }: SlipInputProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const input = field.current;
    const bringBack = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && event.target === input) return;
      const typed = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      const elsewhere = !(event.target instanceof HTMLInputElement) && event.key !== ' ';
      if (typed && elsewhere) input?.focus();
    };
    document.addEventListener('keydown', bringBack);
    return () => document.removeEventListener('keydown', bringBack);
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const trimmed = text.trim();
    setText('');
    if (trimmed !== '') onText(trimmed);
  };
  return (
    <form className={styles.input} onSubmit={submit}>
      <ScanLine aria-hidden="true" />
      <input
        ref={field}
        id="slip-text"
        aria-label={t('cashier.input')}
        placeholder={t('cashier.input')}
        value={text}
        maxLength={600}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: a scanner types into whatever has the focus; this page is for scanning.
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            setText('');
            onEscape();
          }
          // The form is not submitted while its button is disabled, so the empty field answers Enter itself.
          if (event.key === 'Enter' && text.trim() === '') onEnter();
        }}
      />
      <Button
        look="primary"
        type="submit"
        isDisabled={busy || text.trim() === ''}
        excludeFromTabOrder={text.trim() === ''}
      >
        {t('cashier.verify')}
      </Button>
    </form>
  );
}

/** Gives the focus back to the field after something else was pressed. */
export function focusSlipInput(): void {
  document.getElementById('slip-text')?.focus();
}
