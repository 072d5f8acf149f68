import { Input, Label, TextField, type TextFieldProps } from 'react-aria-components';
import styles from './text-input.module.css';

interface TextInputProps extends Omit<TextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  /** Where the label is evident from the place, it is heard but not drawn. */
  readonly labelHidden?: boolean;
  readonly placeholder?: string;
}

/** A line of text to type, with its label. */
export function TextInput({ label, labelHidden = false, placeholder, ...rest }: TextInputProps) {
  return (
    <TextField {...rest} className={styles.field ?? ''}>
      <Label className={labelHidden ? 'visually-hidden' : (styles.label ?? '')}>{label}</Label>
      <Input className={styles.input ?? ''} {...(placeholder === undefined ? {} : { placeholder })} />
    </TextField>
  );
}
