import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** `primary` is the one action of a screen; `go` hands something over; `stop` refuses or destroys. */
  readonly look?: 'primary' | 'plain' | 'quiet' | 'stop' | 'go';
  /** `icon` is a square for a single symbol and needs an aria-label. */
  readonly size?: 'regular' | 'large' | 'icon';
  readonly className?: string;
  readonly children: ReactNode;
}

/** A button whose words are a verb. At least 44 px high under a finger. */
export function Button({ look = 'plain', size = 'regular', className = '', ...rest }: ButtonProps) {
  const sizeClass = size === 'regular' ? '' : styles[size];
  return <AriaButton {...rest} className={`${styles.button} ${styles[look]} ${sizeClass} ${className}`} />;
}
