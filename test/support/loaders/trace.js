// For `node --import`: writes the address of every module that is loaded to the file named by TRACE_FILE.
import { register } from 'node:module';

register(
  `data:text/javascript,${encodeURIComponent(`
    import { appendFileSync } from 'node:fs';
    export const load = (url, context, next) => {
      appendFileSync(${JSON.stringify(process.env.TRACE_FILE)}, url + '\\n');
      return next(url, context);
    };
  `)}`,
);
