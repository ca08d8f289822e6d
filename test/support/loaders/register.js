// For `node --import`: every library that is loaded from then on prints, as it loads and for ever after.
import { register } from 'node:module';

register('./print.js', import.meta.url);
