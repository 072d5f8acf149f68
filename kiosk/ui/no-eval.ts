/**
 * The content security policy forbids code made from strings, and zod would try it as soon as a schema is made: so this is
 * imported before anything that makes one.
 */
import { config } from 'zod';

config({ jitless: true });
