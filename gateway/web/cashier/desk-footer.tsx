import { Printer, Volume2, VolumeX } from 'lucide-react';
import { Button } from '#shared/ui/components/button.tsx';
import type { DeskView } from '#shared/wire/desk-api.ts';
import { useWords } from '../app/use-words.ts';
import styles from './cashier-screen.module.css';
import { focusSlipInput } from './slip-input.tsx';
import type { Tones } from './tones.ts';

interface DeskFooterProps {
  /** Null while its state is not known. */
  readonly printer: DeskView['printer'];
  readonly tones: Tones;
  readonly onTestPage: () => void;
}

/** The state of printer and sound, in words. */
export function DeskFooter({ printer, tones, onTestPage }: DeskFooterProps) {
  const { t, moment } = useWords();
  return (
    <footer className={styles.footer}>
      <p
        className={styles.printer}
        data-state={printer?.state}
        {...(printer === null ? {} : { title: moment(printer.at) })}
        role="status"
      >
        <Printer aria-hidden="true" />
        {printer === null ? t('cashier.printer.unknown') : t(`cashier.printer.${printer.state}`)}
      </p>
      <Button
        look="quiet"
        onPress={() => {
          onTestPage();
          focusSlipInput();
        }}
      >
        {t('cashier.printer.testPage')}
      </Button>
      <Button
        look="quiet"
        onPress={() => {
          tones.setMuted(!tones.muted);
          focusSlipInput();
        }}
      >
        {tones.muted ? <VolumeX aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
        {t(tones.muted ? 'cashier.sound.unmute' : 'cashier.sound.mute')}
      </Button>
    </footer>
  );
}
